package io.lastmile.collector.rollup;

/// The statements that add a slice of batches to every level. Parameters in order: after, upto,
/// since, until (batches and the time range of their polls). Each tells the 5-minute buckets that
/// it added something to.
final class RollupSql {
    static final String SETTLED = "select telemetry.settled_batch()";

    /// No row: another instance is at it.
    static final String CLAIM = "select batch, zone from telemetry.rolled for update skip locked";

    static final String MOVE = "update telemetry.rolled set batch = ?";

    static final String NEXT =
            """
            with asked as (select ?::bigint as after, ?::bigint as upto)
            select least((select min(p.batch) from telemetry.poll as p
                          where p.batch > (select after from asked)
                            and p.batch <= (select upto from asked)),
                         (select min(r.batch) from telemetry.radius_batch as r
                          where r.batch > (select after from asked)
                            and r.batch <= (select upto from asked)))
            """;

    /// The longest run of batches from the first whose parts stay within the limit, but at least
    /// one. Looks at a window of batch numbers, not at a whole backlog.
    static final String SLICE =
            """
            select run.batch as upto, run.since, run.until
            from (select b.batch,
                         sum(b.parts) over (order by b.batch) as parts,
                         row_number() over (order by b.batch) as number,
                         min(b.since) over (order by b.batch) as since,
                         max(b.until) over (order by b.batch) as until
                  from (select batch, min(since) as since, max(until) as until,
                               sum(parts) as parts
                        from (select batch, time as since, time as until,
                                     (1 + samples) * (1 + span_ms / 300000)::bigint as parts
                              from telemetry.poll
                              union all
                              select batch, since, until, parts
                              from telemetry.radius_batch) as told
                        where batch >= ? and batch < ? and batch <= ?
                        group by batch) as b) as run
            where run.parts <= ? or run.number = 1
            order by run.batch desc
            limit 1
            """;

    /// What another row of its router counts as well (mark 4) stays out of the router's totals.
    static final String LINES =
            """
            with part as materialized (
                select sample.line, parts.bucket, sum(parts.down) as down, sum(parts.up) as up,
                       sum(case when sample.marks & 4 = 0 then parts.down else 0 end) as own_down,
                       sum(case when sample.marks & 4 = 0 then parts.up else 0 end) as own_up,
                       sum(case when sample.marks & 2 <> 0 then parts.ms else 0 end) as spread_ms
                from telemetry.sample,
                     telemetry.parts(sample.time, sample.span_ms, sample.down, sample.up) as parts
                where sample.batch > ? and sample.batch <= ?
                  and sample.time >= ? and sample.time <= ?
                  and telemetry.counts(sample.marks)
                group by sample.line, parts.bucket
            ), five as (
                insert into telemetry.rollup_5m as r (bucket, line, spread_ms, down, up)
                select bucket, line, least(spread_ms, 2147483647), down, up
                from part
                order by line, bucket
                on conflict (line, bucket) do update
                set down = r.down + excluded.down, up = r.up + excluded.up,
                    spread_ms = least(r.spread_ms::bigint + excluded.spread_ms, 2147483647)
            ), hour as (
                insert into telemetry.rollup_hour as r (bucket, line, spread_ms, down, up)
                select date_trunc('hour', bucket, (select zone from telemetry.rolled)), line,
                       least(sum(spread_ms), 2147483647), sum(down), sum(up)
                from part
                group by 1, 2
                order by 2, 1
                on conflict (line, bucket) do update
                set down = r.down + excluded.down, up = r.up + excluded.up,
                    spread_ms = least(r.spread_ms::bigint + excluded.spread_ms, 2147483647)
            ), day as (
                insert into telemetry.rollup_day as r (bucket, line, spread_ms, down, up)
                select date_trunc('day', bucket, (select zone from telemetry.rolled)), line,
                       least(sum(spread_ms), 2147483647), sum(down), sum(up)
                from part
                group by 1, 2
                order by 2, 1
                on conflict (line, bucket) do update
                set down = r.down + excluded.down, up = r.up + excluded.up,
                    spread_ms = least(r.spread_ms::bigint + excluded.spread_ms, 2147483647)
            ), of_router as materialized (
                select line.router, part.bucket,
                       sum(part.own_down) as down, sum(part.own_up) as up
                from part join telemetry.line on line.id = part.line
                group by line.router, part.bucket
            ), router_five as (
                insert into telemetry.rollup_router_5m as r (bucket, router, down, up)
                select bucket, router, down, up from of_router
                on conflict (router, bucket) do update
                set down = r.down + excluded.down, up = r.up + excluded.up
            ), router_hour as (
                insert into telemetry.rollup_router_hour as r (bucket, router, down, up)
                select date_trunc('hour', bucket, (select zone from telemetry.rolled)), router,
                       sum(down), sum(up)
                from of_router
                group by 1, 2
                on conflict (router, bucket) do update
                set down = r.down + excluded.down, up = r.up + excluded.up
            ), router_day as (
                insert into telemetry.rollup_router_day as r (bucket, router, down, up)
                select date_trunc('day', bucket, (select zone from telemetry.rolled)), router,
                       sum(down), sum(up)
                from of_router
                group by 1, 2
                on conflict (router, bucket) do update
                set down = r.down + excluded.down, up = r.up + excluded.up
            )
            select array(select distinct bucket from of_router)
            """;

    /// What polls covered; one longer than 2.5 intervals spans a gap.
    static final String COVERAGE =
            """
            with part as materialized (
                select poll.router, parts.bucket,
                       count(*) filter (where parts.bucket
                           = time_bucket('5 minutes', poll.time
                               - (poll.span_ms > 0)::int * interval '1 us')) as polls,
                       sum(parts.ms) filter (where poll.span_ms <= 2.5 * poll.interval_ms)
                           as covered_ms,
                       sum(parts.ms) filter (where poll.span_ms > 2.5 * poll.interval_ms)
                           as spread_ms
                from telemetry.poll, telemetry.parts(poll.time, poll.span_ms, 0, 0) as parts
                where poll.batch > ? and poll.batch <= ? and poll.time >= ? and poll.time <= ?
                group by poll.router, parts.bucket
            ), five as (
                insert into telemetry.rollup_router_5m as r
                    (bucket, router, polls, covered_ms, spread_ms)
                select bucket, router, polls, coalesce(covered_ms, 0), coalesce(spread_ms, 0)
                from part
                on conflict (router, bucket) do update
                set polls = r.polls + excluded.polls,
                    covered_ms = r.covered_ms + excluded.covered_ms,
                    spread_ms = r.spread_ms + excluded.spread_ms
            ), hour as (
                insert into telemetry.rollup_router_hour as r
                    (bucket, router, polls, covered_ms, spread_ms)
                select date_trunc('hour', bucket, (select zone from telemetry.rolled)), router,
                       sum(polls), coalesce(sum(covered_ms), 0), coalesce(sum(spread_ms), 0)
                from part
                group by 1, 2
                on conflict (router, bucket) do update
                set polls = r.polls + excluded.polls,
                    covered_ms = r.covered_ms + excluded.covered_ms,
                    spread_ms = r.spread_ms + excluded.spread_ms
            ), day as (
                insert into telemetry.rollup_router_day as r
                    (bucket, router, polls, covered_ms, spread_ms)
                select date_trunc('day', bucket, (select zone from telemetry.rolled)), router,
                       sum(polls), coalesce(sum(covered_ms), 0), coalesce(sum(spread_ms), 0)
                from part
                group by 1, 2
                on conflict (router, bucket) do update
                set polls = r.polls + excluded.polls,
                    covered_ms = r.covered_ms + excluded.covered_ms,
                    spread_ms = r.spread_ms + excluded.spread_ms
            )
            select array(select distinct bucket from part)
            """;

    /// The network's rows of the 5-minute buckets that a slice has added to.
    static final String NETWORK = "select telemetry.roll_network(?)";

    static final String SET_ZONE =
            """
            update telemetry.rolled set zone = ?
            where zone <> ? and not exists (select from telemetry.rollup_day)
            """;

    static final String ZONE = "select zone from telemetry.rolled";

    private RollupSql() {}
}
