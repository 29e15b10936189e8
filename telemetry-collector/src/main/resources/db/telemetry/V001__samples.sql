-- Schema telemetry: written by the collector alone. Times are wall time, but nothing that must be
-- exact depends on them: order is the order of `batch`, one number per committed transaction.

create sequence telemetry.batch_seq;

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

-- One life of a counter. The totals are a checkpoint (at least hourly); the newest reading is the
-- greater of it and of the samples that were written after checkpoint_batch.
create table telemetry.session (
    id bigint generated always as identity primary key,
    line int not null references telemetry.line,
    router int not null,
    epoch int not null,
    source smallint not null,
    ros_id bigint not null,
    if_name bytea not null,
    started timestamptz not null,
    start_reason smallint not null,
    ended timestamptz,
    end_reason smallint,
    address text,
    caller_id text,
    acct_session_id text,
    down_total bigint not null default 0,
    up_total bigint not null default 0,
    checkpoint_batch bigint not null,
    checkpoint_time timestamptz not null
);
create index session_line on telemetry.session (line, started);
create index session_live on telemetry.session (router) where ended is null;
create index session_ended on telemetry.session (router, ended) where ended is not null;

-- What is known of a router after its last committed poll. Each transaction that writes a router's
-- poll replaces `batch` where it still is what the writer remembers: two writers, or one that does
-- not know whether its commit went through, cannot count the same bytes twice.
create table telemetry.router_state (
    router int primary key,
    batch bigint not null,
    epoch int not null,
    uptime_ms bigint not null,
    time timestamptz not null
);

-- One row per router and poll proves that the poll took place, also when no byte moved.
create table telemetry.poll (
    time timestamptz not null,
    router int not null,
    batch bigint not null,
    epoch int not null,
    uptime_ms bigint not null,
    span_ms int not null,
    interval_ms int not null,
    answer_ms int not null,
    sessions int not null,
    samples int not null
);
select create_hypertable('telemetry.poll', by_range('time', interval '1 day'), create_default_indexes => false);
create index poll_router on telemetry.poll (router, time desc);
create index poll_batch on telemetry.poll (batch);

-- Totals are the counter's readings, unsigned 64-bit kept in the same bits.
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
    answer_ms int not null,
    cpu_percent smallint,
    clock_skew_ms bigint,
    identity text,
    version text,
    board text,
    sessions int not null
);

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
-- how much of the bucket was covered by samples that span a gap.
create table telemetry.rollup_5m (
    bucket timestamptz not null,
    line int not null,
    spread_ms int not null default 0,
    down bigint not null,
    up bigint not null
);
select create_hypertable('telemetry.rollup_5m', by_range('bucket', interval '1 day'), create_default_indexes => false);
create unique index rollup_5m_line on telemetry.rollup_5m (line, bucket);

create table telemetry.rollup_hour (like telemetry.rollup_5m including defaults);
select create_hypertable('telemetry.rollup_hour', by_range('bucket', interval '7 days'), create_default_indexes => false);
create unique index rollup_hour_line on telemetry.rollup_hour (line, bucket);

create table telemetry.rollup_day (like telemetry.rollup_5m including defaults);
select create_hypertable('telemetry.rollup_day', by_range('bucket', interval '60 days'), create_default_indexes => false);
create unique index rollup_day_line on telemetry.rollup_day (line, bucket);

-- The same per router, with the time that polls covered: a bucket without a poll is a gap, one with
-- polls and without bytes is silence.
create table telemetry.rollup_router_5m (
    bucket timestamptz not null,
    router int not null,
    polls int not null default 0,
    covered_ms int not null default 0,
    spread_ms int not null default 0,
    down bigint not null default 0,
    up bigint not null default 0
);
select create_hypertable('telemetry.rollup_router_5m', by_range('bucket', interval '7 days'), create_default_indexes => false);
create unique index rollup_router_5m_router on telemetry.rollup_router_5m (router, bucket);

create table telemetry.rollup_router_hour (like telemetry.rollup_router_5m including defaults);
select create_hypertable('telemetry.rollup_router_hour', by_range('bucket', interval '30 days'), create_default_indexes => false);
create unique index rollup_router_hour_router on telemetry.rollup_router_hour (router, bucket);

create table telemetry.rollup_router_day (like telemetry.rollup_router_5m including defaults);
select create_hypertable('telemetry.rollup_router_day', by_range('bucket', interval '1 year'), create_default_indexes => false);
create unique index rollup_router_day_router on telemetry.rollup_router_day (router, bucket);

-- Everything up to and with `batch` is in every rollup; what came later is read from the samples.
create table telemetry.rolled (
    only_row boolean primary key default true check (only_row),
    batch bigint not null
);
insert into telemetry.rolled (batch) values (0);
