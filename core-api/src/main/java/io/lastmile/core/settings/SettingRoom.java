package io.lastmile.core.settings;

import io.helidon.dbclient.DbClientException;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.ZoneId;

/// The room's parts, wired.
public final class SettingRoom {
    /// Every page asks; a change made through another instance shows after this long.
    private static final Duration AGE_MAX = Duration.ofSeconds(3);

    private static final Actor READER = Actor.system("settings");

    private record Seen(Settings settings, long nanos) {}

    private final Database database;
    private final SettingRows rows;
    private final SettingRoutes routes;
    private final Counter stale;
    private volatile Seen seen = new Seen(Settings.NONE, System.nanoTime() - AGE_MAX.toNanos());

    public SettingRoom(Platform platform, ZoneId zone) {
        this.database = platform.database();
        this.rows = new SettingRows(database.client(), platform.clock());
        this.routes = new SettingRoutes(this, zone);
        this.stale = platform.meters().counter("lastmile.core.settings.stale");
    }

    /// What holds now, for pages that anybody sees; what was last known while the database does not
    /// answer, and within a unit of work of somebody else.
    public Settings current() {
        Seen known = seen;
        if (database.busy() || System.nanoTime() - known.nanos() < AGE_MAX.toNanos()) {
            return known.settings();
        }
        Settings found = known.settings();
        try {
            found = fresh();
        } catch (DatabaseUnavailable | DbClientException e) {
            // The pool counts and logs it; a page of an outage must show all the same.
            stale.increment();
        }
        seen = new Seen(found, System.nanoTime());
        return found;
    }

    /// As the database has it.
    public Settings fresh() {
        return READER.call(() -> database.read(rows::find));
    }

    /// False if somebody was faster.
    public boolean change(Settings wanted) {
        boolean done = database.transact(() -> rows.change(wanted));
        seen = new Seen(fresh(), System.nanoTime());
        return done;
    }

    public void routes(Routes to) {
        routes.routes(to);
    }
}
