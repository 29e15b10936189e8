package io.lastmile.core.usage;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Bands for charts: when a router did not answer, and when nothing was polled at all. Also those
/// that began before the range; cut at its ends.
public final class Outages {
    private static final String BANDS =
            """
            select band.since, band.until, band.router, router.name as router_name, band.kind
            from (select since, until, router, kind from telemetry.condition
                  where kind in ('router-unreachable', 'auth-failed', 'fingerprint-changed',
                                 'poll-failing')
                  union all
                  select gap.since, gap.until, cast(null as int), 'collector-down'
                  from (select bucket + interval '5 minutes' as since,
                               lead(bucket) over (order by bucket) as until
                        from telemetry.usage_network_5m(
                            cast(:from as timestamptz), cast(:to as timestamptz))
                        where polls > 0) as gap
                  where gap.until > gap.since) as band
            left join core.router on router.id = band.router
            where band.since < :to and (band.until is null or band.until > :from)
              and (:router = 0 or band.router is null or band.router = :router)
            order by band.until is null desc, band.since desc, band.router
            limit 500
            """;

    private static final Comparator<Outage> BY_TIME =
            Comparator.comparing(Outage::from).thenComparing(outage -> outage.router().orElse(0));

    /// Router and its name are empty for the whole collector.
    public record Outage(
            Instant from,
            Instant to,
            boolean open,
            Optional<Integer> router,
            Optional<String> routerName,
            String kind) {}

    private final Database database;
    private final DbClient db;
    private final Clock clock;

    Outages(Database database, Clock clock) {
        this.database = database;
        this.db = database.client();
        this.clock = clock;
    }

    /// Of one router or, with 0, of all, the oldest first. Where there are more than 500, those
    /// that are not over and the newest.
    public List<Outage> between(Instant from, Instant to, int router) {
        return database.read(() ->
                db.execute()
                        .createQuery(BANDS)
                        .addParam("from", from.atOffset(ZoneOffset.UTC))
                        .addParam("to", to.atOffset(ZoneOffset.UTC))
                        .addParam("router", router)
                        .execute()
                        .map(row -> outage(new Row(row), from, to))
                        .sorted(BY_TIME)
                        .toList());
    }

    private Outage outage(Row row, Instant from, Instant to) {
        Instant since = row.time("since");
        Optional<Instant> until = row.optionalTime("until");
        Instant now = clock.instant();
        Instant end = until.orElse(now);
        return new Outage(
                since.isBefore(from) ? from : since,
                end.isAfter(to) ? to : end,
                until.isEmpty(),
                row.optionalInteger("router"),
                row.optionalText("router_name"),
                row.text("kind"));
    }
}
