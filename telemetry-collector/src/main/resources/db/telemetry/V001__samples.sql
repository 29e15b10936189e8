-- Schema telemetry: written by the collector alone. Times are wall time, but nothing that must be
-- exact depends on them: order is the order of `batch`, one number per committed transaction.

create sequence telemetry.batch_seq;

-- The advisory lock that writers share while a batch is open. Any two numbers would do.
create function telemetry.batch_lock() returns bigint language sql immutable parallel safe
return 7810776141::bigint;

-- First statement of a writer's transaction: its batch number.
create function telemetry.begin_batch() returns bigint language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(telemetry.batch_lock());
    return nextval('telemetry.batch_seq');
end $$;

-- A batch number up to which everything is committed or gone for ever. Waits for writers that are
-- under way and lets new ones in only when it is known, so its transaction has to end at once.
create function telemetry.settled_batch() returns bigint language plpgsql as $$
begin
    perform pg_advisory_xact_lock(telemetry.batch_lock());
    return (select case when is_called then last_value else 0 end from telemetry.batch_seq);
end $$;

-- Microseconds since 1970 as the collector counts them; exact, as 2^53 of them are 285 years.
create function telemetry.at(p_micros bigint) returns timestamptz
language sql immutable parallel safe as $$
    select timestamptz '1970-01-01 00:00:00+00' + p_micros * interval '1 us'
$$;

create function telemetry.micros(p_time timestamptz) returns bigint
language sql immutable parallel safe as $$
    select (extract(epoch from p_time) * 1000000)::bigint
$$;

-- A name at a router that counts somebody's bytes. raw_name is identity (the router's bytes),
-- name is how it is shown.
create table telemetry.line (
    id int generated always as identity primary key,
    router int not null,
    source smallint not null,
    raw_name bytea not null,
    name text not null,
    first_seen timestamptz not null,
    unique (router, source, raw_name)
);
create index line_name on telemetry.line (name);

-- One life of a counter. While it lives, the totals are a checkpoint (every ten minutes) and the
-- newest reading is the greatest of it and of the samples that were written after checkpoint_batch
-- (unsigned); once it has ended they are its last reading. ended_uptime_ms is the router's uptime
-- then: what ended lately is known without trusting a wall clock.
create table telemetry.session (
    id bigint generated always as identity primary key,
    line int not null references telemetry.line,
    router int not null,
    epoch int not null,
    source smallint not null,
    start_reason smallint not null,
    ros_id bigint not null,
    started timestamptz not null,
    ended timestamptz,
    ended_uptime_ms bigint,
    end_reason smallint,
    down_total bigint not null default 0,
    up_total bigint not null default 0,
    checkpoint_batch bigint not null,
    checkpoint_time timestamptz not null,
    if_name bytea not null,
    address text,
    caller_id text,
    acct_session_id text
) with (fillfactor = 80);
create index session_line on telemetry.session (line, started);
create index session_live on telemetry.session (router) where ended is null;
create index session_address on telemetry.session (address)
    where ended is null and address is not null;
-- A MAC is typed from its beginning, or its last bytes are read off a label: anywhere within would
-- read every live session (150 ms of 100,000).
create index session_caller on telemetry.session (lower(caller_id) text_pattern_ops)
    where ended is null and caller_id is not null;
create index session_caller_end on telemetry.session (reverse(lower(caller_id)) text_pattern_ops)
    where ended is null and caller_id is not null;
-- Support looks up whose address or MAC it was.
create index session_ended_address on telemetry.session (address)
    where ended is not null and address is not null;
create index session_ended_caller on telemetry.session (lower(caller_id))
    where ended is not null and caller_id is not null;
create index session_reset on telemetry.session (router, started) where start_reason in (3, 4, 5);
create index session_ended on telemetry.session (router, epoch, ended_uptime_ms)
    where ended is not null;

-- What is known of a router after its last committed poll. Not every poll lists the interfaces:
-- listed_uptime_ms is the router's uptime at the last that did, 0 if none has since it booted. Each transaction that writes a router's
-- poll replaces `batch` where it still is what the writer remembers: two writers, or one that does
-- not know whether its commit went through, cannot count the same bytes twice. Batch 0: never
-- polled.
create table telemetry.router_state (
    router int primary key,
    batch bigint not null,
    epoch int not null,
    uptime_ms bigint not null,
    listed_uptime_ms bigint not null,
    time timestamptz not null
) with (fillfactor = 50);

-- One row per router and poll proves that the poll took place, also when no byte moved. A sample
-- has the time and the batch of its poll, so these few rows tell where samples are.
create table telemetry.poll (
    time timestamptz not null,
    batch bigint not null,
    uptime_ms bigint not null,
    router int not null,
    epoch int not null,
    span_ms int not null,
    interval_ms int not null,
    answer_ms int not null,
    sessions int not null,
    samples int not null
);
select create_hypertable('telemetry.poll', by_range('time', interval '1 day'), create_default_indexes => false);
create index poll_router on telemetry.poll (router, time);
create index poll_router_batch on telemetry.poll (router, batch);
create index poll_batch on telemetry.poll (batch);

-- Indexes are the cost of a sample. 300,000 rows of 30 polls into one chunk, measured in one run:
-- without index 1.26 M rows/s and 101 bytes a row; (line, time) 0.43 M/s and 137 bytes; with brin
-- (batch) 0.39 M/s and no more bytes; with a btree (batch) in its place 0.24 M/s and 143 bytes.
-- Totals are the counter's readings, unsigned 64-bit kept in the same bits; down and up are never
-- negative (a delta beyond 2^62 comes as several rows).
create table telemetry.sample (
    time timestamptz not null,
    session bigint not null,
    batch bigint not null,
    down_total bigint not null,
    up_total bigint not null,
    down bigint not null,
    up bigint not null,
    line int not null,
    span_ms int not null,
    source smallint not null,
    reason smallint not null,
    marks smallint not null
);
select create_hypertable('telemetry.sample', by_range('time', interval '2 hours'), create_default_indexes => false);
create index sample_line on telemetry.sample (line, time);
create index sample_batch on telemetry.sample using brin (batch) with (pages_per_range = 32, autosummarize = on);

-- Facts about a router that a person may have to act on; core-api's alarms room reads them.
create table telemetry.router_health (
    router int primary key,
    state text not null,
    since timestamptz not null,
    checked timestamptz not null,
    last_answer timestamptz,
    last_error text,
    failures int not null,
    interval_ms int not null,
    interval_reason text not null default 'configured',
    answer_ms int not null,
    cpu_percent smallint,
    clock_skew_ms bigint,
    identity text,
    version text,
    board text,
    sessions int not null
) with (fillfactor = 50);

-- A condition begins and ends; one open row per kind and subject at the most.
create table telemetry.condition (
    id bigint generated always as identity primary key,
    kind text not null,
    router int,
    line int,
    since timestamptz not null,
    until timestamptz,
    evidence jsonb not null default '{}'
);
create unique index condition_open on telemetry.condition (kind, coalesce(router, 0), coalesce(line, 0)) where until is null;
create index condition_since on telemetry.condition (since);

-- Bytes per line and bucket, added to in the order of batches and never recomputed. spread_ms says
-- how much of the bucket was covered by samples that span a gap. Numeric, because a garbled counter
-- may add 2^64 more than once and must not stop everybody else's totals.
create table telemetry.rollup_5m (
    bucket timestamptz not null,
    line int not null,
    spread_ms int not null default 0,
    down numeric not null,
    up numeric not null
) with (fillfactor = 75);
select create_hypertable('telemetry.rollup_5m', by_range('bucket', interval '1 day'), create_default_indexes => false);
create unique index rollup_5m_line on telemetry.rollup_5m (line, bucket);

create table telemetry.rollup_hour (like telemetry.rollup_5m including defaults) with (fillfactor = 75);
select create_hypertable('telemetry.rollup_hour', by_range('bucket', interval '7 days'), create_default_indexes => false);
create unique index rollup_hour_line on telemetry.rollup_hour (line, bucket);

create table telemetry.rollup_day (like telemetry.rollup_5m including defaults) with (fillfactor = 75);
select create_hypertable('telemetry.rollup_day', by_range('bucket', interval '60 days'), create_default_indexes => false);
create unique index rollup_day_line on telemetry.rollup_day (line, bucket);

-- The same per router, with the time that polls covered: a bucket without coverage is a gap, one
-- with coverage and without bytes is silence. spread_ms is what one long poll spans over a gap.
create table telemetry.rollup_router_5m (
    bucket timestamptz not null,
    router int not null,
    polls int not null default 0,
    covered_ms bigint not null default 0,
    spread_ms bigint not null default 0,
    down numeric not null default 0,
    up numeric not null default 0
) with (fillfactor = 75);
select create_hypertable('telemetry.rollup_router_5m', by_range('bucket', interval '7 days'), create_default_indexes => false);
create unique index rollup_router_5m_router on telemetry.rollup_router_5m (router, bucket);

create table telemetry.rollup_router_hour (like telemetry.rollup_router_5m including defaults) with (fillfactor = 75);
select create_hypertable('telemetry.rollup_router_hour', by_range('bucket', interval '30 days'), create_default_indexes => false);
create unique index rollup_router_hour_router on telemetry.rollup_router_hour (router, bucket);

create table telemetry.rollup_router_day (like telemetry.rollup_router_5m including defaults) with (fillfactor = 75);
select create_hypertable('telemetry.rollup_router_day', by_range('bucket', interval '1 year'), create_default_indexes => false);
create unique index rollup_router_day_router on telemetry.rollup_router_day (router, bucket);

-- Everything up to and with `batch` is in every rollup; what came later is read from the samples.
-- Hours and days are cut in `zone`, which is fixed once the first bucket was written.
create table telemetry.rolled (
    only_row boolean primary key default true check (only_row),
    batch bigint not null,
    zone text not null
);
insert into telemetry.rolled (batch, zone) values (0, 'Asia/Dhaka');
