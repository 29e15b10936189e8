package io.lastmile.core.network;

import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterEvent;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;

/// Reads a router's configuration for an import, with its writing user if it has one: a reading
/// user without the policy `sensitive` sees no passwords. Never writes.
final class RouterReader {
    /// A reading holds a connection and a router's attention for seconds.
    private static final int AT_ONCE_MAX = 4;

    private final Database database;
    private final Writers writers;
    private final Transport transport;
    private final MeterRegistry meters;
    private final Semaphore turns = new Semaphore(AT_ONCE_MAX);

    RouterReader(Database database, Writers writers, Transport transport, MeterRegistry meters) {
        this.database = database;
        this.writers = writers;
        this.transport = transport;
        this.meters = meters;
    }

    RouterConfiguration read(int router) {
        Writers.Reach reach =
                database.read(() -> writers.reach(router))
                        .orElseThrow(() -> Problem.notFound("router", router).refusal());
        if (!turns.tryAcquire()) {
            throw Problem.of(
                            429,
                            "busy",
                            "Too many imports",
                            "%d routers are being read. Try again in some seconds."
                                    .formatted(AT_ONCE_MAX))
                    .refusal();
        }
        try (RouterClient client = RouterClient.open(reach.config(), transport, this::count)) {
            return ConfigurationReader.read(client, reach.charset());
        } catch (RouterException e) {
            throw Problem.of(
                            502,
                            "router",
                            "The router could not be read",
                            "%s: %s. Test its connection on its page."
                                    .formatted(reach.config().address(), e.failure().text()))
                    .refusal();
        } finally {
            turns.release();
        }
    }

    private void count(RouterEvent event) {
        meters.counter("lastmile.core.network.import.router", "event", Fields.nameOf(event))
                .increment();
    }
}
