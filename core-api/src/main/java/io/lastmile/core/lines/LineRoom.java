package io.lastmile.core.lines;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.routeros.RouterEvent;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.core.customers.CustomerErased;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/// The room's parts, wired. Stores want a unit of work around them; `details` brings its own.
public final class LineRoom implements AutoCloseable {
    private final LineStores stores;
    private final LineDesk desk;
    private final Details details;
    private final Directory directory;
    private final Transport transport = Transport.start(1, "connection-test");
    private final RouterRoutes routerRoutes;
    private final RadiusClientRoutes radiusRoutes;
    private final LineRoutes lineRoutes;

    public LineRoom(Platform platform, SecretCipher cipher) {
        Database database = platform.database();
        MeterRegistry meters = platform.meters();
        Clock clock = platform.clock();
        this.stores = LineStores.of(platform, cipher);
        platform.outbox()
                .listen(
                        new Listener("lines")
                                .on(
                                        CustomerErased.class,
                                        heard -> stores.lines().forget(heard.event().customer())));
        this.desk = new LineDesk(stores.lines());
        this.details = new Details(database, stores);
        this.directory = new Directory(database, meters, clock);
        var test = new ConnectionTest(transport, event -> count(meters, event), clock);
        this.routerRoutes = new RouterRoutes(database, stores, test, clock);
        this.radiusRoutes = new RadiusClientRoutes(database, stores);
        this.lineRoutes = new LineRoutes(database, stores, details, directory);
    }

    private static void count(MeterRegistry meters, RouterEvent event) {
        meters.counter("lastmile.core.connection.tests", "event", Fields.nameOf(event)).increment();
    }

    public LineStores stores() {
        return stores;
    }

    public LineDesk desk() {
        return desk;
    }

    public Details details() {
        return details;
    }

    /// Who is behind which name, in memory.
    public Directory directory() {
        return directory;
    }

    public void routes(Routes routes) {
        routerRoutes.routes(routes);
        radiusRoutes.routes(routes);
        lineRoutes.routes(routes);
    }

    @Override
    public void close() {
        transport.close();
    }
}
