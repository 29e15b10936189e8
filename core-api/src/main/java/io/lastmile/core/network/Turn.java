package io.lastmile.core.network;

import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.RouterOsEvents;
import io.lastmile.collector.routeros.Timeouts;
import io.lastmile.collector.routeros.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One connection to one router, for as long as there is something to do there.
final class Turn {
    private static final System.Logger LOG = System.getLogger(Turn.class.getName());
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));

    /// A router that comes back is tried within so many seconds; one that refuses us is not
    /// pestered.
    private static final int UNREACHABLE_SECONDS_MAX = 15;

    private static final int REFUSED_SECONDS_MAX = 60;
    private static final Duration RENEW_EVERY = Turns.LEASE.dividedBy(6);
    private static final Duration KICK_PAUSE = Duration.ofMillis(500);

    /// What connects us to routers.
    record Wire(Transport transport, RouterOsEvents events) {}

    private final Pass.Ground ground;
    private final Wire wire;
    private final Semaphore passes;
    private final BooleanSupplier open;
    private long renewed = System.nanoTime();

    /// `passes` is how many routers may be read and written at once.
    Turn(Pass.Ground ground, Wire wire, Semaphore passes, BooleanSupplier open) {
        this.ground = ground;
        this.wire = wire;
        this.passes = passes;
        this.open = open;
    }

    void run(Writer writer, Writers.Reach reach, Pace pace) {
        RouterConfig config = reach.config().withTimeouts(TIMEOUTS);
        pace.requests().take();
        pace.asked();
        try (RouterClient client = RouterClient.open(config, wire.transport(), wire.events());
                RouterTalk talk =
                        new RouterTalk(
                                client, reach.charset(), pace.requests(), () -> asked(pace))) {
            reached(writer.router());
            passes(writer, talk, pace);
        } catch (RouterException e) {
            missed(writer.router(), e.failure());
        } catch (LeaseLost e) {
            LOG.log(System.Logger.Level.WARNING, "lease lost: router={0}", writer.router());
        }
    }

    private void passes(Writer writer, RouterTalk talk, Pace pace) {
        Turns turns = ground.records().turns();
        var kicking =
                new Kicking(
                        writer.router(),
                        ground.database(),
                        ground.records().kicks(),
                        pace.kicks(),
                        ground.meters());
        while (open.getAsBoolean() && current(writer) && hasWork(turns, writer.router())) {
            long requests = pace.total();
            passes.acquireUninterruptibly();
            try {
                renew();
                new Pass(ground, writer, talk, kicking).run();
                passed(turns, writer.router());
            } finally {
                passes.release();
            }
            if (requests == pace.total()) {
                LockSupport.parkNanos(KICK_PAUSE.toNanos());
            }
        }
    }

    /// Before each request: requests may be slow, and between two of them others may come.
    private void asked(Pace pace) {
        pace.asked();
        if (System.nanoTime() - renewed > RENEW_EVERY.toNanos()) {
            renew();
        }
    }

    private void renew() {
        if (!ground.renewed().getAsBoolean()) {
            throw new LeaseLost();
        }
        renewed = System.nanoTime();
    }

    private void passed(Turns turns, int router) {
        ground.database()
                .transact(() -> {
                    turns.passed(router);
                    return router;
                });
    }

    /// Settings that were changed take hold with the next turn.
    private boolean current(Writer writer) {
        return ground.database()
                .transact(() -> ground.stores().writers().find(writer.router()))
                .equals(Optional.of(writer));
    }

    private boolean hasWork(Turns turns, int router) {
        return ground.database().transact(() -> turns.hasWork(router));
    }

    private void reached(int router) {
        ground.database()
                .transact(() -> {
                    ground.records().turns().reached(router);
                    return router;
                });
    }

    private void missed(int router, RouterFailure failure) {
        boolean refused =
                failure instanceof RouterFailure.LoginRefused
                        || failure instanceof RouterFailure.LegacyLoginRefused
                        || failure instanceof RouterFailure.Trapped
                        || failure instanceof RouterFailure.Untrusted;
        String state = refused ? "refused" : "unreachable";
        int seconds = refused ? REFUSED_SECONDS_MAX : UNREACHABLE_SECONDS_MAX;
        ground.meters().counter("lastmile.core.network.missed", "state", state).increment();
        ground.database()
                .transact(() -> {
                    ground.records().turns().missed(router, state, failure.text(), seconds);
                    return router;
                });
    }
}
