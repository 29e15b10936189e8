package io.lastmile.core.usage;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far back each level reaches: the one place that knows of retention, by asking what is really
/// there. Looked up once a minute: chunks go at most every ten. Call it within a unit of work.
final class Reaches {
    private static final Duration AGE_MAX = Duration.ofMinutes(1);

    private static final String REACH =
            """
            select samples, lines_5m, lines_hour, lines_day, routers_5m, routers_hour, routers_day,
                   network_5m, network_hour, network_day
            from telemetry.reach()
            """;

    private record Seen(Instant at, Reach names, Reach router, Reach network) {}

    private final DbClient db;
    private final Clock clock;
    private volatile @Nullable Seen seen;

    Reaches(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Reach of(Subject subject) {
        Seen known = known();
        return switch (subject) {
            case Subject.OfNames _ -> known.names();
            case Subject.OfRouter _ -> known.router();
            case Subject.Network _ -> known.network();
        };
    }

    private Seen known() {
        Seen before = seen;
        Instant now = clock.instant();
        if (before != null
                && !now.isBefore(before.at())
                && now.isBefore(before.at().plus(AGE_MAX))) {
            return before;
        }
        Row row = db.execute().createGet(REACH).execute().map(Row::new).orElseThrow();
        Seen found =
                new Seen(now, reach(row, "lines"), reach(row, "routers"), reach(row, "network"));
        seen = found;
        return found;
    }

    private static Reach reach(Row row, String of) {
        Map<Level, Instant> since = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            Optional<Instant> begins =
                    level == Level.SAMPLES
                            ? row.optionalTime("samples").filter(_ -> of.equals("lines"))
                            : row.optionalTime(of + "_" + level.label());
            begins.ifPresent(instant -> since.put(level, instant));
        }
        return new Reach(since);
    }
}
