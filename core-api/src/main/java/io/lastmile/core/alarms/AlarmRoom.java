package io.lastmile.core.alarms;

import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;

/// The room's parts, wired.
public final class AlarmRoom implements AutoCloseable {
    private final Alarms alarms;
    private final AlarmWatch watch;
    private final AlarmRoutes routes;
    private final HappeningSource happenings;

    public AlarmRoom(Platform platform) {
        Database database = platform.database();
        this.alarms = new Alarms(database.client(), platform.clock());
        var news = new AlarmNews(database.client(), platform.outbox(), platform.clock());
        this.watch = new AlarmWatch(database, news, platform.meters(), platform.clock());
        new AlarmRetention(database, platform.meters(), platform.clock()).jobs(platform.jobs());
        this.happenings = AlarmHappenings.in(database.client());
        this.routes = new AlarmRoutes(database, alarms);
    }

    public void start() {
        watch.start();
    }

    /// The store; it wants a unit of work around it.
    public Alarms alarms() {
        return alarms;
    }

    /// The alarms of customers' lines, for their timelines.
    public HappeningSource happenings() {
        return happenings;
    }

    public void routes(Routes to) {
        routes.routes(to);
    }

    @Override
    public void close() {
        watch.close();
    }
}
