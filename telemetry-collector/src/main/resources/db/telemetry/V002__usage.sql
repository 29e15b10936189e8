-- How usage is read: closed buckets from the rollups plus the open tail (batch > rolled) from the
-- samples, in one statement and so of one moment. Ranges are [p_from, p_to) over bucket starts.

-- How one span of time falls into 5-minute buckets: the bytes in proportion to time, by prefix
-- rounding (differences of floors of the cumulative share), so that the parts sum to the whole. A
-- span ends just before p_time; one of no length lies in the bucket of p_time.
create function telemetry.parts(p_time timestamptz, p_span_ms int, p_down bigint, p_up bigint)
returns table (bucket timestamptz, ms int, down numeric, up numeric)
language sql stable parallel safe as $$
    select time_bucket('5 minutes', p_time - greatest(p_span_ms, 0) * interval '1 ms'),
           greatest(p_span_ms, 0), p_down::numeric, p_up::numeric
    where p_span_ms <= 0
       or time_bucket('5 minutes', p_time - p_span_ms * interval '1 ms')
        = time_bucket('5 minutes', p_time - interval '1 us')
    union all
    select cut.bucket,
           (div(cut.upto, 1000) - div(cut.after, 1000))::int,
           div(p_down * cut.upto, p_span_ms * 1000::numeric)
           - div(p_down * cut.after, p_span_ms * 1000::numeric),
           div(p_up * cut.upto, p_span_ms * 1000::numeric)
           - div(p_up * cut.after, p_span_ms * 1000::numeric)
    from (select b.bucket,
                 1000000 * extract(epoch from
                     greatest(b.bucket, p_time - p_span_ms * interval '1 ms')
                     - (p_time - p_span_ms * interval '1 ms')) as after,
                 1000000 * extract(epoch from
                     least(b.bucket + interval '5 minutes', p_time)
                     - (p_time - p_span_ms * interval '1 ms')) as upto
          from generate_series(
                   time_bucket('5 minutes', p_time - p_span_ms * interval '1 ms'),
                   time_bucket('5 minutes', p_time - interval '1 us'),
                   interval '5 minutes') as b (bucket)
          where p_span_ms > 0
            and time_bucket('5 minutes', p_time - p_span_ms * interval '1 ms')
             <> time_bucket('5 minutes', p_time - interval '1 us')) as cut
$$;

-- Before this time no sample is unrolled: keeps the tail away from older chunks.
create function telemetry.tail_since() returns timestamptz language sql stable as $$
    select min(poll.time) from telemetry.poll
    where poll.batch > (select rolled.batch from telemetry.rolled)
$$;

-- A sum as the API's integer: what a garbled counter added beyond 2^63 is cut here and only here.
create function telemetry.clamped(p_bytes numeric) returns bigint
language sql immutable parallel safe as $$
    select case when p_bytes > 9223372036854775807 then 9223372036854775807
                else p_bytes::bigint end
$$;

-- The open tail of lines, in 5-minute parts.
create function telemetry.tail(p_lines int[], p_from timestamptz)
returns table (line int, bucket timestamptz, spread_ms int, down numeric, up numeric)
language sql stable as $$
    select sample.line, parts.bucket,
           case when sample.marks & 2 <> 0 then parts.ms else 0 end, parts.down, parts.up
    from telemetry.sample,
         telemetry.parts(sample.time, sample.span_ms, sample.down, sample.up) as parts
    where sample.line = any (p_lines)
      and sample.batch > (select rolled.batch from telemetry.rolled)
      and sample.time >= (select telemetry.tail_since())
      and sample.time >= p_from
$$;

create function telemetry.usage_5m(p_lines int[], p_from timestamptz, p_to timestamptz)
returns table (line int, bucket timestamptz, spread_ms bigint, down bigint, up bigint)
language sql stable as $$
    select b.line, b.bucket, sum(b.spread_ms)::bigint,
           telemetry.clamped(sum(b.down)), telemetry.clamped(sum(b.up))
    from (select r.line, r.bucket, r.spread_ms, r.down, r.up
          from telemetry.rollup_5m as r
          where r.line = any (p_lines) and r.bucket >= p_from and r.bucket < p_to
          union all
          select t.line, t.bucket, t.spread_ms, t.down, t.up
          from telemetry.tail(p_lines, p_from) as t
          where t.bucket >= p_from and t.bucket < p_to) as b
    group by b.line, b.bucket
    order by b.line, b.bucket
$$;

create function telemetry.usage_hour(p_lines int[], p_from timestamptz, p_to timestamptz)
returns table (line int, bucket timestamptz, spread_ms bigint, down bigint, up bigint)
language sql stable as $$
    select b.line, b.bucket, sum(b.spread_ms)::bigint,
           telemetry.clamped(sum(b.down)), telemetry.clamped(sum(b.up))
    from (select r.line, r.bucket, r.spread_ms, r.down, r.up
          from telemetry.rollup_hour as r
          where r.line = any (p_lines) and r.bucket >= p_from and r.bucket < p_to
          union all
          select t.line,
                 date_trunc('hour', t.bucket, (select rolled.zone from telemetry.rolled)),
                 t.spread_ms, t.down, t.up
          from telemetry.tail(p_lines, p_from) as t) as b
    where b.bucket >= p_from and b.bucket < p_to
    group by b.line, b.bucket
    order by b.line, b.bucket
$$;

create function telemetry.usage_day(p_lines int[], p_from timestamptz, p_to timestamptz)
returns table (line int, bucket timestamptz, spread_ms bigint, down bigint, up bigint)
language sql stable as $$
    select b.line, b.bucket, sum(b.spread_ms)::bigint,
           telemetry.clamped(sum(b.down)), telemetry.clamped(sum(b.up))
    from (select r.line, r.bucket, r.spread_ms, r.down, r.up
          from telemetry.rollup_day as r
          where r.line = any (p_lines) and r.bucket >= p_from and r.bucket < p_to
          union all
          select t.line,
                 date_trunc('day', t.bucket, (select rolled.zone from telemetry.rolled)),
                 t.spread_ms, t.down, t.up
          from telemetry.tail(p_lines, p_from) as t) as b
    where b.bucket >= p_from and b.bucket < p_to
    group by b.line, b.bucket
    order by b.line, b.bucket
$$;

-- The open tail of routers: bytes of their lines and the coverage of their polls. A poll whose span
-- is longer than 2.5 intervals spans a gap. Without p_routers: all of them.
create function telemetry.router_tail(p_routers int[], p_from timestamptz)
returns table (router int, bucket timestamptz, polls int, covered_ms bigint, spread_ms bigint,
               down numeric, up numeric)
language sql stable as $$
    select line.router, parts.bucket, 0, 0::bigint, 0::bigint, parts.down, parts.up
    from telemetry.sample join telemetry.line on line.id = sample.line,
         telemetry.parts(sample.time, sample.span_ms, sample.down, sample.up) as parts
    where (p_routers is null or line.router = any (p_routers))
      and sample.batch > (select rolled.batch from telemetry.rolled)
      and sample.time >= (select telemetry.tail_since())
      and sample.time >= p_from
    union all
    select poll.router, parts.bucket,
           (parts.bucket = time_bucket('5 minutes', poll.time
               - (poll.span_ms > 0)::int * interval '1 us'))::int,
           case when poll.span_ms <= 2.5 * poll.interval_ms then parts.ms else 0 end,
           case when poll.span_ms <= 2.5 * poll.interval_ms then 0 else parts.ms end,
           0, 0
    from telemetry.poll, telemetry.parts(poll.time, poll.span_ms, 0, 0) as parts
    where (p_routers is null or poll.router = any (p_routers))
      and poll.batch > (select rolled.batch from telemetry.rolled)
      and poll.time >= (select telemetry.tail_since())
      and poll.time >= p_from
$$;

create function telemetry.usage_router_5m(p_routers int[], p_from timestamptz, p_to timestamptz)
returns table (router int, bucket timestamptz, polls bigint, covered_ms bigint, spread_ms bigint,
               down bigint, up bigint)
language sql stable as $$
    select b.router, b.bucket, sum(b.polls), sum(b.covered_ms)::bigint, sum(b.spread_ms)::bigint,
           telemetry.clamped(sum(b.down)), telemetry.clamped(sum(b.up))
    from (select r.router, r.bucket, r.polls, r.covered_ms, r.spread_ms, r.down, r.up
          from telemetry.rollup_router_5m as r
          where (p_routers is null or r.router = any (p_routers))
            and r.bucket >= p_from and r.bucket < p_to
          union all
          select t.router, t.bucket, t.polls, t.covered_ms, t.spread_ms, t.down, t.up
          from telemetry.router_tail(p_routers, p_from) as t) as b
    where b.bucket >= p_from and b.bucket < p_to
    group by b.router, b.bucket
    order by b.router, b.bucket
$$;

create function telemetry.usage_router_hour(p_routers int[], p_from timestamptz, p_to timestamptz)
returns table (router int, bucket timestamptz, polls bigint, covered_ms bigint, spread_ms bigint,
               down bigint, up bigint)
language sql stable as $$
    select b.router, b.bucket, sum(b.polls), sum(b.covered_ms)::bigint, sum(b.spread_ms)::bigint,
           telemetry.clamped(sum(b.down)), telemetry.clamped(sum(b.up))
    from (select r.router, r.bucket, r.polls, r.covered_ms, r.spread_ms, r.down, r.up
          from telemetry.rollup_router_hour as r
          where (p_routers is null or r.router = any (p_routers))
            and r.bucket >= p_from and r.bucket < p_to
          union all
          select t.router,
                 date_trunc('hour', t.bucket, (select rolled.zone from telemetry.rolled)),
                 t.polls, t.covered_ms, t.spread_ms, t.down, t.up
          from telemetry.router_tail(p_routers, p_from) as t) as b
    where b.bucket >= p_from and b.bucket < p_to
    group by b.router, b.bucket
    order by b.router, b.bucket
$$;

create function telemetry.usage_router_day(p_routers int[], p_from timestamptz, p_to timestamptz)
returns table (router int, bucket timestamptz, polls bigint, covered_ms bigint, spread_ms bigint,
               down bigint, up bigint)
language sql stable as $$
    select b.router, b.bucket, sum(b.polls), sum(b.covered_ms)::bigint, sum(b.spread_ms)::bigint,
           telemetry.clamped(sum(b.down)), telemetry.clamped(sum(b.up))
    from (select r.router, r.bucket, r.polls, r.covered_ms, r.spread_ms, r.down, r.up
          from telemetry.rollup_router_day as r
          where (p_routers is null or r.router = any (p_routers))
            and r.bucket >= p_from and r.bucket < p_to
          union all
          select t.router,
                 date_trunc('day', t.bucket, (select rolled.zone from telemetry.rolled)),
                 t.polls, t.covered_ms, t.spread_ms, t.down, t.up
          from telemetry.router_tail(p_routers, p_from) as t) as b
    where b.bucket >= p_from and b.bucket < p_to
    group by b.router, b.bucket
    order by b.router, b.bucket
$$;

-- A bucket of all routers or lines at once. 500 rows more in five minutes are cheap in a btree; of
-- lines there are too many, but a bucket's rows lie together, which is all that brin needs.
create index rollup_router_5m_bucket on telemetry.rollup_router_5m (bucket);
create index rollup_router_hour_bucket on telemetry.rollup_router_hour (bucket);
create index rollup_router_day_bucket on telemetry.rollup_router_day (bucket);
create index rollup_hour_bucket on telemetry.rollup_hour
    using brin (bucket) with (pages_per_range = 32, autosummarize = on);
create index rollup_day_bucket on telemetry.rollup_day
    using brin (bucket) with (pages_per_range = 32, autosummarize = on);

-- All routers together, one row per bucket (105,000 five minutes a year), kept for ever: a month of
-- the network is 8,640 rows here and millions in the routers' rollups. The rate is the sum of the
-- routers' own over the time that each was polled, so it cannot be added to and is worked out anew
-- for each bucket that got something.
create table telemetry.rollup_network_5m (
    bucket timestamptz primary key,
    polls bigint not null,
    covered_ms bigint not null,
    spread_ms bigint not null,
    down numeric not null,
    up numeric not null,
    down_bps bigint,
    up_bps bigint
) with (fillfactor = 75);
create table telemetry.rollup_network_hour (like telemetry.rollup_network_5m including all)
    with (fillfactor = 75);
create table telemetry.rollup_network_day (like telemetry.rollup_network_5m including all)
    with (fillfactor = 75);

-- Brings the network's rows of these 5-minute buckets, and of the hours and days that they lie in,
-- up to the routers' rows. What came for a bucket whose routers' rows are dropped already stays out.
create function telemetry.roll_network(p_buckets timestamptz[]) returns void
language plpgsql as $$
declare
    in_zone text := (select rolled.zone from telemetry.rolled);
    hours timestamptz[] := array(select distinct date_trunc('hour', b, in_zone)
                                 from unnest(p_buckets) as b);
    days timestamptz[] := array(select distinct date_trunc('day', b, in_zone)
                                from unnest(p_buckets) as b);
begin
    insert into telemetry.rollup_network_5m as n
        (bucket, polls, covered_ms, spread_ms, down, up, down_bps, up_bps)
    select r.bucket, sum(r.polls), sum(r.covered_ms), sum(r.spread_ms), sum(r.down), sum(r.up),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.down * 8000.0 / (r.covered_ms + r.spread_ms) end)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.up * 8000.0 / (r.covered_ms + r.spread_ms) end))
    from telemetry.rollup_router_5m as r
    where r.bucket = any (p_buckets)
    group by r.bucket
    on conflict (bucket) do update
    set polls = excluded.polls, covered_ms = excluded.covered_ms,
        spread_ms = excluded.spread_ms, down = excluded.down, up = excluded.up,
        down_bps = excluded.down_bps, up_bps = excluded.up_bps
    where excluded.polls >= n.polls and excluded.down >= n.down and excluded.up >= n.up;
    insert into telemetry.rollup_network_hour as n
        (bucket, polls, covered_ms, spread_ms, down, up, down_bps, up_bps)
    select r.bucket, sum(r.polls), sum(r.covered_ms), sum(r.spread_ms), sum(r.down), sum(r.up),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.down * 8000.0 / (r.covered_ms + r.spread_ms) end)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.up * 8000.0 / (r.covered_ms + r.spread_ms) end))
    from telemetry.rollup_router_hour as r
    where r.bucket = any (hours)
    group by r.bucket
    on conflict (bucket) do update
    set polls = excluded.polls, covered_ms = excluded.covered_ms,
        spread_ms = excluded.spread_ms, down = excluded.down, up = excluded.up,
        down_bps = excluded.down_bps, up_bps = excluded.up_bps
    where excluded.polls >= n.polls and excluded.down >= n.down and excluded.up >= n.up;
    insert into telemetry.rollup_network_day as n
        (bucket, polls, covered_ms, spread_ms, down, up, down_bps, up_bps)
    select r.bucket, sum(r.polls), sum(r.covered_ms), sum(r.spread_ms), sum(r.down), sum(r.up),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.down * 8000.0 / (r.covered_ms + r.spread_ms) end)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.up * 8000.0 / (r.covered_ms + r.spread_ms) end))
    from telemetry.rollup_router_day as r
    where r.bucket = any (days)
    group by r.bucket
    on conflict (bucket) do update
    set polls = excluded.polls, covered_ms = excluded.covered_ms,
        spread_ms = excluded.spread_ms, down = excluded.down, up = excluded.up,
        down_bps = excluded.down_bps, up_bps = excluded.up_bps
    where excluded.polls >= n.polls and excluded.down >= n.down and excluded.up >= n.up;
end $$;

-- The same for all routers: closed buckets are one row each; those that the tail adds to are worked
-- out of the routers' rows.
create function telemetry.usage_network_5m(p_from timestamptz, p_to timestamptz)
returns table (bucket timestamptz, polls bigint, covered_ms bigint, spread_ms bigint,
               down bigint, up bigint, down_bps bigint, up_bps bigint)
language sql stable as $$
    with tail as materialized (
        select t.router, t.bucket as bucket,
               t.polls, t.covered_ms, t.spread_ms, t.down, t.up
        from telemetry.router_tail(null, p_from) as t
    ), touched as materialized (
        select array(select distinct tail.bucket from tail) as buckets
    ), of_router as (
        select b.router, b.bucket, sum(b.polls) as polls, sum(b.covered_ms) as covered_ms,
               sum(b.spread_ms) as spread_ms, sum(b.down) as down, sum(b.up) as up
        from (select r.router, r.bucket, r.polls, r.covered_ms, r.spread_ms, r.down, r.up
              from telemetry.rollup_router_5m as r
              where r.bucket = any ((select buckets from touched)::timestamptz[])
              union all
              select router, tail.bucket, tail.polls, tail.covered_ms, tail.spread_ms, tail.down,
                     tail.up
              from tail) as b
        where b.bucket >= p_from and b.bucket < p_to
        group by b.router, b.bucket
    )
    select n.bucket, n.polls, n.covered_ms, n.spread_ms, telemetry.clamped(n.down),
           telemetry.clamped(n.up), n.down_bps, n.up_bps
    from telemetry.rollup_network_5m as n
    where n.bucket >= p_from and n.bucket < p_to
      and n.bucket <> all ((select buckets from touched)::timestamptz[])
    union all
    select r.bucket, sum(r.polls)::bigint, sum(r.covered_ms)::bigint, sum(r.spread_ms)::bigint,
           telemetry.clamped(sum(r.down)), telemetry.clamped(sum(r.up)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.down * 8000.0 / (r.covered_ms + r.spread_ms) end)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.up * 8000.0 / (r.covered_ms + r.spread_ms) end))
    from of_router as r
    group by r.bucket
    order by bucket
$$;

create function telemetry.usage_network_hour(p_from timestamptz, p_to timestamptz)
returns table (bucket timestamptz, polls bigint, covered_ms bigint, spread_ms bigint,
               down bigint, up bigint, down_bps bigint, up_bps bigint)
language sql stable as $$
    with tail as materialized (
        select t.router, date_trunc('hour', t.bucket, (select rolled.zone from telemetry.rolled)) as bucket,
               t.polls, t.covered_ms, t.spread_ms, t.down, t.up
        from telemetry.router_tail(null, p_from) as t
    ), touched as materialized (
        select array(select distinct tail.bucket from tail) as buckets
    ), of_router as (
        select b.router, b.bucket, sum(b.polls) as polls, sum(b.covered_ms) as covered_ms,
               sum(b.spread_ms) as spread_ms, sum(b.down) as down, sum(b.up) as up
        from (select r.router, r.bucket, r.polls, r.covered_ms, r.spread_ms, r.down, r.up
              from telemetry.rollup_router_hour as r
              where r.bucket = any ((select buckets from touched)::timestamptz[])
              union all
              select router, tail.bucket, tail.polls, tail.covered_ms, tail.spread_ms, tail.down,
                     tail.up
              from tail) as b
        where b.bucket >= p_from and b.bucket < p_to
        group by b.router, b.bucket
    )
    select n.bucket, n.polls, n.covered_ms, n.spread_ms, telemetry.clamped(n.down),
           telemetry.clamped(n.up), n.down_bps, n.up_bps
    from telemetry.rollup_network_hour as n
    where n.bucket >= p_from and n.bucket < p_to
      and n.bucket <> all ((select buckets from touched)::timestamptz[])
    union all
    select r.bucket, sum(r.polls)::bigint, sum(r.covered_ms)::bigint, sum(r.spread_ms)::bigint,
           telemetry.clamped(sum(r.down)), telemetry.clamped(sum(r.up)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.down * 8000.0 / (r.covered_ms + r.spread_ms) end)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.up * 8000.0 / (r.covered_ms + r.spread_ms) end))
    from of_router as r
    group by r.bucket
    order by bucket
$$;

create function telemetry.usage_network_day(p_from timestamptz, p_to timestamptz)
returns table (bucket timestamptz, polls bigint, covered_ms bigint, spread_ms bigint,
               down bigint, up bigint, down_bps bigint, up_bps bigint)
language sql stable as $$
    with tail as materialized (
        select t.router, date_trunc('day', t.bucket, (select rolled.zone from telemetry.rolled)) as bucket,
               t.polls, t.covered_ms, t.spread_ms, t.down, t.up
        from telemetry.router_tail(null, p_from) as t
    ), touched as materialized (
        select array(select distinct tail.bucket from tail) as buckets
    ), of_router as (
        select b.router, b.bucket, sum(b.polls) as polls, sum(b.covered_ms) as covered_ms,
               sum(b.spread_ms) as spread_ms, sum(b.down) as down, sum(b.up) as up
        from (select r.router, r.bucket, r.polls, r.covered_ms, r.spread_ms, r.down, r.up
              from telemetry.rollup_router_day as r
              where r.bucket = any ((select buckets from touched)::timestamptz[])
              union all
              select router, tail.bucket, tail.polls, tail.covered_ms, tail.spread_ms, tail.down,
                     tail.up
              from tail) as b
        where b.bucket >= p_from and b.bucket < p_to
        group by b.router, b.bucket
    )
    select n.bucket, n.polls, n.covered_ms, n.spread_ms, telemetry.clamped(n.down),
           telemetry.clamped(n.up), n.down_bps, n.up_bps
    from telemetry.rollup_network_day as n
    where n.bucket >= p_from and n.bucket < p_to
      and n.bucket <> all ((select buckets from touched)::timestamptz[])
    union all
    select r.bucket, sum(r.polls)::bigint, sum(r.covered_ms)::bigint, sum(r.spread_ms)::bigint,
           telemetry.clamped(sum(r.down)), telemetry.clamped(sum(r.up)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.down * 8000.0 / (r.covered_ms + r.spread_ms) end)),
           telemetry.clamped(sum(case when r.covered_ms > 0
               then r.up * 8000.0 / (r.covered_ms + r.spread_ms) end))
    from of_router as r
    group by r.bucket
    order by bucket
$$;

-- Since when each level has what it should: what came before was dropped, or seeded in coarser
-- levels only. Of lines only the oldest chunk's start is known, of routers and the network the
-- first bucket. Nothing at all: null.
create function telemetry.reach()
returns table (samples timestamptz, lines_5m timestamptz, lines_hour timestamptz,
               lines_day timestamptz, routers_5m timestamptz, routers_hour timestamptz,
               routers_day timestamptz, network_5m timestamptz, network_hour timestamptz,
               network_day timestamptz)
language sql stable as $$
    with oldest as (
        select chunk.hypertable_name as name, min(chunk.range_start) as since
        from timescaledb_information.chunks as chunk
        where chunk.hypertable_schema = 'telemetry'
        group by chunk.hypertable_name
    ), routers as (
        select (select min(bucket) from telemetry.rollup_router_5m) as m,
               (select min(bucket) from telemetry.rollup_router_hour) as h,
               (select min(bucket) from telemetry.rollup_router_day) as d
    )
    select (select case when count(*) = 2 then max(since) end
            from oldest where name in ('sample', 'poll')),
           greatest(routers.m, (select since from oldest where name = 'rollup_5m')),
           greatest(routers.h, (select since from oldest where name = 'rollup_hour')),
           greatest(routers.d, (select since from oldest where name = 'rollup_day')),
           routers.m, routers.h, routers.d,
           (select min(bucket) from telemetry.rollup_network_5m),
           (select min(bucket) from telemetry.rollup_network_hour),
           (select min(bucket) from telemetry.rollup_network_day)
    from routers
$$;

-- Bytes of each line that moved any in the range, whole days from day buckets, the hours at its
-- ends from hour buckets, the rest from 5-minute buckets, plus the tail. Ends that are no multiple
-- of 5 minutes are rounded down.
create function telemetry.usage_lines(p_from timestamptz, p_to timestamptz)
returns table (line int, down bigint, up bigint)
language sql stable as $$
    with asked as (
        select time_bucket('5 minutes', p_from) as f, time_bucket('5 minutes', p_to) as t,
               rolled.zone from telemetry.rolled
    ), whole_hours as (
        select asked.f, asked.t, asked.zone,
               least(asked.t, case when date_trunc('hour', asked.f, asked.zone) = asked.f
                    then asked.f
                    else date_trunc('hour', asked.f, asked.zone) + interval '1 hour' end) as hf,
               date_trunc('hour', asked.t, asked.zone) as ht
        from asked
    ), whole_days as (
        select h.f, h.t, h.hf, greatest(h.ht, h.hf) as ht,
               case when date_trunc('day', h.f, h.zone) = h.f then h.f
                    else date_trunc('day', date_trunc('day', h.f, h.zone) + interval '26 hours',
                                    h.zone) end as df,
               date_trunc('day', h.t, h.zone) as dt
        from whole_hours as h
    ), r as materialized (
        select f, t, hf, ht,
               case when df < dt then df else ht end as df,
               case when df < dt then dt else ht end as dt
        from whole_days
    )
    select b.line, telemetry.clamped(sum(b.down)), telemetry.clamped(sum(b.up))
    from (select d.line, d.down, d.up from telemetry.rollup_day as d
          where d.bucket >= (select df from r) and d.bucket < (select dt from r)
          union all
          select h.line, h.down, h.up from telemetry.rollup_hour as h
          where h.bucket >= (select hf from r) and h.bucket < (select df from r)
          union all
          select h.line, h.down, h.up from telemetry.rollup_hour as h
          where h.bucket >= (select dt from r) and h.bucket < (select ht from r)
          union all
          select m.line, m.down, m.up from telemetry.rollup_5m as m
          where m.bucket >= (select f from r) and m.bucket < (select hf from r)
          union all
          select m.line, m.down, m.up from telemetry.rollup_5m as m
          where m.bucket >= (select ht from r) and m.bucket < (select t from r)
          union all
          select sample.line, parts.down, parts.up
          from telemetry.sample,
               telemetry.parts(sample.time, sample.span_ms, sample.down, sample.up) as parts
          where sample.batch > (select rolled.batch from telemetry.rolled)
            and sample.time >= (select telemetry.tail_since())
            and sample.time >= (select f from r)
            and parts.bucket >= (select f from r) and parts.bucket < (select t from r)) as b
    group by b.line
$$;

-- The lines that moved most in the range.
create function telemetry.usage_top(p_from timestamptz, p_to timestamptz, p_limit int)
returns table (line int, down bigint, up bigint)
language sql stable as $$
    select u.line, u.down, u.up from telemetry.usage_lines(p_from, p_to) as u
    order by u.down::numeric + u.up desc, u.line
    limit p_limit
$$;
