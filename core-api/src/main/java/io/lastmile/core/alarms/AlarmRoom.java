package io.lastmile.core.alarms;

import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/// The room's parts, wired.
public final class AlarmRoom implements AutoCloseable {
    private final Alarms alarms;
    private final AlarmWatch watch;
    private final AlarmRoutes routes;

    public AlarmRoom(Database database, MeterRegistry meters, Clock clock) {
        this.alarms = new Alarms(database.client(), clock);
        this.watch = new AlarmWatch(database, meters, clock);
        this.routes = new AlarmRoutes(database, alarms);
    }

    public void start() {
        watch.start();
    }

    /// The store; it wants a unit of work around it.
    public Alarms alarms() {
        return alarms;
    }

    public void routes(Routes to) {
        routes.routes(to);
    }

    @Override
    public void close() {
        watch.close();
    }
}
