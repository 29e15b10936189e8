package io.lastmile.core.platform;

import io.helidon.dbclient.DbClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether the product works: the database answers, and polls keep arriving in it.
public final class Health {
    static final String UP = "up";
    static final String DEGRADED = "degraded";
    static final String DOWN = "down";

    /// With shorter poll intervals than this a collector may be silent for this long.
    private static final Duration LAG_ALLOWED_MIN = Duration.ofMinutes(2);

    private static final int INTERVALS_MISSED_MAX = 3;

    private static final String COLLECTOR =
            """
            select (select max(time) from telemetry.router_state
                    where router in (select id from core.pollable_router)) as last_poll,
                   (select count(*) from core.pollable_router) as routers,
                   (select coalesce(min(coalesce(interval_seconds, 30)), 30)
                    from core.pollable_router) as interval_seconds
            """;

    /// The answer of `/health`.
    public record Report(String status, DatabaseHealth database, CollectorHealth collector) {}

    public record DatabaseHealth(String status, long millis) {}

    /// `lagMillis` is the age of the newest committed poll.
    public record CollectorHealth(
            String status, Optional<Instant> lastPoll, Optional<Long> lagMillis) {}

    private final Database database;
    private final Clock clock;

    public Health(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Report report() {
        long start = System.nanoTime();
        try {
            CollectorHealth collector = database.read(this::collector);
            var db = new DatabaseHealth(UP, (System.nanoTime() - start) / 1_000_000);
            return new Report(collector.status().equals(UP) ? UP : DEGRADED, db, collector);
        } catch (DatabaseUnavailable | DbClientException e) {
            var unknown = new CollectorHealth("unknown", Optional.empty(), Optional.empty());
            long millis = (System.nanoTime() - start) / 1_000_000;
            return new Report(DOWN, new DatabaseHealth(DOWN, millis), unknown);
        }
    }

    private CollectorHealth collector() {
        Row row =
                database.client()
                        .execute()
                        .createGet(COLLECTOR)
                        .execute()
                        .map(Row::new)
                        .orElseThrow();
        Optional<Instant> last = row.optionalTime("last_poll");
        Optional<Long> lag = last.map(time -> Math.max(0, clock.millis() - time.toEpochMilli()));
        long allowed =
                Math.max(
                        LAG_ALLOWED_MIN.toMillis(),
                        INTERVALS_MISSED_MAX * 1000 * row.number("interval_seconds"));
        boolean alive =
                row.number("routers") == 0 || lag.map(millis -> millis <= allowed).orElse(false);
        return new CollectorHealth(alive ? UP : "silent", last, lag);
    }
}
