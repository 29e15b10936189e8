-- RADIUS accounting: the ledger of record of the sessions that it speaks of (telemetry.md, "From
-- counter to sample"). Its samples have source 3 and the line of the PPP user.

-- Whether a sample is part of sums. Mark 8: RADIUS counts its session; it stands for the live rate
-- and the cross-check.
create function telemetry.counts(p_marks smallint) returns boolean
language sql immutable parallel safe as $$ select p_marks & 8 = 0 $$;

-- Accounting session ids as they are compared: RouterOS shows `0x81a00001` in `/ppp/active` and
-- sends `81a00001`.
create function telemetry.acct_key(p_id text) returns text
language sql immutable parallel safe as $$ select regexp_replace(lower(p_id), '^0x', '') $$;

-- From its first RADIUS record on a session of the API counts no more: what it had counted by then
-- is where RADIUS goes on. A router's sessions are looked up by id when they begin.
alter table telemetry.session add column radius boolean not null default false;
create index session_acct on telemetry.session (router, telemetry.acct_key(acct_session_id))
    where acct_session_id is not null;

-- When a router's first record came: a session that is older was not counted from its beginning.
create table telemetry.radius_nas (
    router int primary key,
    since timestamptz not null
);

-- One life of a session as a router accounts for it. Totals are readings, the greatest that were
-- told; bytes up to `down_total` and `up_total` are in samples, or were before anybody counted.
-- Ids are those of telemetry.session, so that a sample's session is one row in one of the two.
-- `told` is the time of the newest record.
create table telemetry.radius_session (
    id bigint primary key default nextval(pg_get_serial_sequence('telemetry.session', 'id')),
    router int not null,
    acct_session text not null,
    line int not null references telemetry.line,
    started timestamptz not null,
    told timestamptz not null,
    down_total bigint not null,
    up_total bigint not null,
    api_session bigint,
    address text,
    address6 text,
    delegated_prefix text,
    records int not null,
    ended timestamptz,
    end_reason text check (end_reason in ('stop', 'accounting-on', 'accounting-off', 'succeeded')),
    terminate_cause int,
    check ((ended is null) = (end_reason is null))
) with (fillfactor = 80);
create index radius_session_acct on telemetry.radius_session (router, acct_session, started);
create index radius_session_line on telemetry.radius_session (line, started);
create index radius_session_live on telemetry.radius_session (router) where ended is null;
create index radius_session_told on telemetry.radius_session (told);
create index radius_session_lately on telemetry.radius_session (router, told);

-- A session of a router that was told of since may still be read by a poll that is on its way.
create function telemetry.radius_lately(p_router int) returns timestamptz
language sql stable as $$
    select max(r.told) - interval '1 day' from telemetry.radius_session as r
    where r.router = p_router
$$;

-- Entries of a journal before `next` are in the tables above; moved in the same transaction.
create table telemetry.radius_progress (
    journal text primary key,
    next bigint not null
);

-- What telemetry.poll is to samples of polls: which times a batch of records has samples in.
create table telemetry.radius_batch (
    batch bigint primary key,
    since timestamptz not null,
    until timestamptz not null,
    parts bigint not null
);

-- The earliest time of which there may be samples in batches after this one.
create function telemetry.since_batch(p_batch bigint) returns timestamptz language sql stable as $$
    select least((select min(poll.time) from telemetry.poll where poll.batch > p_batch),
                 (select min(r.since) from telemetry.radius_batch as r where r.batch > p_batch))
$$;

create or replace function telemetry.tail_since() returns timestamptz language sql stable as $$
    select telemetry.since_batch((select rolled.batch from telemetry.rolled))
$$;

-- As before, but of samples that count.
create or replace function telemetry.tail(p_lines int[], p_from timestamptz)
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
      and telemetry.counts(sample.marks)
$$;

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
      and telemetry.counts(sample.marks)
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

create or replace function telemetry.usage_lines(p_from timestamptz, p_to timestamptz)
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
            and telemetry.counts(sample.marks)
            and parts.bucket >= (select f from r) and parts.bucket < (select t from r)) as b
    group by b.line
$$;
