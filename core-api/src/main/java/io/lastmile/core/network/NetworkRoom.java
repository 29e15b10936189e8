package io.lastmile.core.network;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.routeros.RouterEvent;
import io.lastmile.collector.routeros.RouterOsEvents;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.dunning.Nonpays;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;

/// The room's parts, wired.
public final class NetworkRoom implements AutoCloseable {
    private final NetworkStores stores;
    private final Transport transport = Transport.start(1, "network");
    private final Reconciler reconciler;
    private final WriterTest test;
    private final HappeningSource happenings;
    private final NetworkRoutes networkRoutes;
    private final ServiceRoutes serviceRoutes;

    public NetworkRoom(Platform platform, LineStores lines, SecretCipher cipher) {
        Database database = platform.database();
        this.stores = NetworkStores.of(platform, cipher);
        RouterOsEvents events = event -> count(platform, event);
        this.reconciler = new Reconciler(platform, stores, new Turn.Wire(transport, events));
        this.test = new WriterTest(transport, events);
        this.happenings = NetworkHappenings.in(database.client());
        this.networkRoutes = new NetworkRoutes(database, lines.routers(), stores, test);
        this.serviceRoutes = new ServiceRoutes(database, lines.lines(), stores);
        platform.outbox().listen(new NetworkEars(database.client(), stores).listener());
        new PlanTimes(database, stores.intents(), platform.clock()).jobs(platform.jobs());
    }

    private static void count(Platform platform, RouterEvent event) {
        platform.meters()
                .counter("lastmile.core.network.connection", "event", Fields.nameOf(event))
                .increment();
    }

    /// Hears who has to be off for want of money. Before the events start.
    public void connect(Platform platform, Nonpays nonpays) {
        var ears = new NonpayEars(nonpays, stores.holds());
        platform.outbox().listen(ears.releases());
        platform.outbox().listen(ears.suspensions());
    }

    public void start() {
        reconciler.start();
    }

    /// For pages; they want a unit of work around them.
    public NetworkStores stores() {
        return stores;
    }

    /// Finds out what a writing user may.
    public WriterTest test() {
        return test;
    }

    /// Holds and changes of service, for customers' timelines.
    public HappeningSource happenings() {
        return happenings;
    }

    public void routes(Routes to) {
        networkRoutes.routes(to);
        serviceRoutes.routes(to);
    }

    @Override
    public void close() {
        reconciler.close();
        transport.close();
    }
}
