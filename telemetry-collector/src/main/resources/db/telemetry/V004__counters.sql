-- The time of the poll that first showed a session: sessions of one reboot began at moments of
-- their own, but one poll found them all.
alter table telemetry.session add column seen timestamptz not null default now();
update telemetry.session set seen = started;
drop index telemetry.session_reset;
create index session_reset on telemetry.session (router, seen) where start_reason in (3, 4, 5);

-- As before, but without what other rows count as well: a sample marked 4 is of a queue that sees
-- the bytes of PPP sessions of the same router. It stands for its own line and for the cross-check.
create or replace function telemetry.router_tail(p_routers int[], p_from timestamptz)
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
      and sample.marks & 4 = 0
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
