package io.lastmile.core.usage;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatementQuery;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// The 95th percentile where a graph is drawn from coarser buckets: a month has 8,640 five-minute
/// averages, which stay in the database. Out of what is rolled up; the open tail, a minute or so,
/// stays out, which is what makes it cheap. Averages are doubles on the way: bytes beyond 2^53 in
/// five minutes are no rate of this world. Call it within a unit of work.
final class Percentiles {
    private static final String OF_NAMES =
            """
            select count(*) as buckets, count(*) filter (where spread_ms > 0) as spread,
                   cast(least(percentile_disc(0.95) within group (order by down), 9e18) as bigint)
                       as down,
                   cast(least(percentile_disc(0.95) within group (order by up), 9e18) as bigint)
                       as up
            from (select coalesce(bytes.down, 0) * 8000 / cover.span_ms as down,
                         coalesce(bytes.up, 0) * 8000 / cover.span_ms as up, bytes.spread_ms
                  from (select bucket, max(covered_ms) as covered_ms,
                               max(covered_ms + spread_ms) as span_ms
                        from telemetry.rollup_router_5m
                        where router = any (cast(:routers as int[])) and bucket >= :from
                          and bucket < :to
                        group by bucket) as cover
                  left join (
                        select bucket, sum(cast(down as double precision)) as down,
                               sum(cast(up as double precision)) as up,
                               sum(spread_ms) as spread_ms
                        from telemetry.rollup_5m
                        where line = any (cast(:names as int[])) and bucket >= :from
                          and bucket < :to
                        group by bucket) as bytes using (bucket)
                  where cover.covered_ms > 0) as average
            """;

    private static final String OF_ROUTER =
            """
            select count(*) as buckets, count(*) filter (where spread_ms > 0) as spread,
                   cast(least(percentile_disc(0.95) within group (order by down), 9e18) as bigint)
                       as down,
                   cast(least(percentile_disc(0.95) within group (order by up), 9e18) as bigint)
                       as up
            from (select cast(down as double precision) * 8000 / (covered_ms + spread_ms) as down,
                         cast(up as double precision) * 8000 / (covered_ms + spread_ms) as up,
                         spread_ms
                  from telemetry.rollup_router_5m
                  where router = :router and bucket >= :from and bucket < :to
                    and covered_ms > 0) as average
            """;

    private static final String OF_NETWORK =
            """
            select count(*) as buckets, count(*) filter (where spread_ms > 0) as spread,
                   percentile_disc(0.95) within group (order by down_bps) as down,
                   percentile_disc(0.95) within group (order by up_bps) as up
            from telemetry.rollup_network_5m
            where bucket >= :from and bucket < :to and down_bps is not null
            """;

    private final DbClient db;

    Percentiles(DbClient db) {
        this.db = db;
    }

    /// Of the 5-minute averages of exactly this range.
    Optional<Percentile> of(Subject subject, Range range) {
        return query(subject)
                .addParam("from", later(range.from(), subject.since()).atOffset(ZoneOffset.UTC))
                .addParam("to", range.to().atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> Percentile.of(new Row(row), range))
                .findFirst()
                .flatMap(found -> found);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private DbStatementQuery query(Subject subject) {
        return switch (subject) {
            case Subject.Network _ -> db.execute().createQuery(OF_NETWORK);
            case Subject.OfRouter of ->
                    db.execute().createQuery(OF_ROUTER).addParam("router", of.router());
            case Subject.OfNames of ->
                    db.execute()
                            .createQuery(OF_NAMES)
                            .addParam("names", of.names().toArray(Integer[]::new))
                            .addParam("routers", of.routers().toArray(Integer[]::new));
        };
    }
}
