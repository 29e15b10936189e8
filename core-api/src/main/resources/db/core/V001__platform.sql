-- Schema core: written by core-api alone. State is a row, not a flag: who, since when and why.
--
-- The application connects with a login that owns nothing and may only become `lastmile_app`
-- (platform.md, "DbClient and row-level security"). Each transaction says first in whose name it
-- runs (settings `app.*`); policies read that and fail closed: no actor, no rows.

create extension if not exists pg_trgm;

-- Roles belong to the whole server; another database of it may have made them before.
do $$
begin
    if not exists (select from pg_roles where rolname = 'lastmile_app') then
        create role lastmile_app nologin;
    end if;
    -- Owns the views that the collector reads, with policies of its own.
    if not exists (select from pg_roles where rolname = 'lastmile_reader') then
        create role lastmile_reader nologin;
    end if;
    -- Owns the search functions, which filter by the actor themselves.
    if not exists (select from pg_roles where rolname = 'lastmile_search') then
        create role lastmile_search nologin;
    end if;
end $$;
grant lastmile_app, lastmile_reader, lastmile_search to current_user with inherit false, set true;

grant usage on schema core, telemetry to lastmile_app, lastmile_reader, lastmile_search;
grant select on all tables in schema telemetry to lastmile_app, lastmile_search;
alter default privileges in schema telemetry
    grant select on tables to lastmile_app, lastmile_search;
alter default privileges in schema core grant usage on sequences to lastmile_app;

-- The password of the application's login, sealed with the installation's key. The owner's alone.
create table core.app_login (
    login text primary key,
    secret bytea not null
);

create function core.actor_role() returns text language sql stable parallel safe
    return nullif(current_setting('app.role', true), '');

create function core.actor_login() returns text language sql stable parallel safe
    return coalesce(current_setting('app.login', true), '');

create function core.actor_account() returns int language sql stable parallel safe
    return nullif(nullif(current_setting('app.account', true), ''), '0')::int;

create function core.actor_customer() returns int language sql stable parallel safe
    return nullif(nullif(current_setting('app.customer', true), ''), '0')::int;

create function core.actor_reseller() returns int language sql stable parallel safe
    return nullif(nullif(current_setting('app.reseller', true), ''), '0')::int;

-- The application's clock, which tests move; without one the server's.
create function core.now() returns timestamptz language sql stable parallel safe
    return coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());

-- Sees the whole ISP. Technicians and resellers see only what is theirs.
create function core.is_staff() returns boolean language sql stable parallel safe
    return coalesce(core.actor_role() in ('owner', 'admin', 'billing', 'noc', 'support',
                                          'field_manager', 'auditor', 'system'), false);

-- Staff that may write; what exactly, the table of permissions says.
create function core.is_writer() returns boolean language sql stable parallel safe
    return core.is_staff() and core.actor_role() <> 'auditor';

create function core.is_system() returns boolean language sql stable parallel safe
    return coalesce(core.actor_role() = 'system', false);

-- Who wrote what, when and from where; before and after, without what is secret. The application
-- may read it and add to it, never change it.
create table core.audit (
    id bigint generated always as identity primary key,
    time timestamptz not null,
    login text not null,
    role text not null,
    account int,
    customer int,
    address text not null,
    relation text not null,
    row_id text not null,
    action text not null,
    before jsonb,
    after jsonb
);
create index audit_time on core.audit (time desc, id desc);
create index audit_row on core.audit (relation, row_id, id desc);
create index audit_login on core.audit (login, id desc);
alter table core.audit enable row level security;
alter table core.audit force row level security;
create policy seen on core.audit for select to lastmile_app using ((select core.is_staff()));
create policy added on core.audit for insert with check (true);
grant select on core.audit to lastmile_app;

-- For reads that leave a trace: who revealed a document. Stamped here, so that nobody can write it
-- in another's name. PL/pgSQL keeps its plan; as a function in SQL it was planned for each row and
-- took 130 instead of 30 microseconds, most of what a bulk import costs.
create function core.add_audit(
    relation text, row_id text, action text, before jsonb, after jsonb) returns void
    language plpgsql security definer set search_path = core, pg_temp as $$
begin
    insert into core.audit
        (time, login, role, account, customer, address, relation, row_id, action, before, after)
    values (core.now(), core.actor_login(), coalesce(core.actor_role(), session_user),
            core.actor_account(), core.actor_customer(),
            coalesce(current_setting('app.address', true), ''),
            add_audit.relation, add_audit.row_id, add_audit.action, add_audit.before,
            add_audit.after);
end $$;

-- Arguments are the columns whose content no audit row may show; that they changed, it does.
create function core.audit_write() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
declare
    old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    hidden text;
begin
    if tg_op = 'UPDATE' and old_row = new_row then
        return null;
    end if;
    foreach hidden in array coalesce(tg_argv, '{}') loop
        if tg_op = 'UPDATE' and old_row -> hidden is distinct from new_row -> hidden then
            old_row := old_row || jsonb_build_object(hidden, 'before');
            new_row := new_row || jsonb_build_object(hidden, 'changed');
        else
            old_row := old_row - hidden;
            new_row := new_row - hidden;
        end if;
    end loop;
    perform core.add_audit(tg_table_name, coalesce(new_row, old_row) ->> 'id', lower(tg_op),
                           old_row, new_row);
    return null;
end $$;

-- Shuts a table: forced row-level security, one condition for who sees a row and one for who may
-- write it, the application's grants. Conditions with a function want it in a sub-select
-- (`(select core.is_staff())`), or it runs for every row.
create procedure core.protect(relation regclass, seen text, written text) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    execute format('create policy seen on %s for select to lastmile_app using (%s)',
                   relation, seen);
    execute format('create policy added on %s for insert to lastmile_app with check (%s)',
                   relation, written);
    execute format('create policy changed on %s for update to lastmile_app using (%s) '
                   'with check (%s)', relation, written, written);
    execute format('create policy removed on %s for delete to lastmile_app using (%s)',
                   relation, written);
    execute format('grant select, insert, update, delete on %s to lastmile_app', relation);
end $$;

-- Every write of the table leaves an audit row; it needs a column `id`.
create procedure core.watch(relation regclass, variadic hidden text[] default '{}')
    language plpgsql as $$
begin
    execute format('create trigger audited after insert or update or delete on %s '
                   'for each row execute function core.audit_write(%s)', relation,
                   (select coalesce(string_agg(quote_literal(h), ', '), '')
                    from unnest(hidden) as h));
end $$;

-- What happened, written in the transaction of its cause (DomainEvent). Ids are given out before a
-- commit, so one may appear behind a greater one: listeners go by (xid, id) and stop below the
-- oldest transaction that still runs.
create table core.event (
    id bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    time timestamptz not null,
    kind text not null,
    actor text not null,
    body jsonb not null
);
create index event_kind on core.event (kind, xid, id);
create index event_time on core.event (time);
call core.protect('core.event', '(select core.is_staff())',
                  '(select core.actor_role()) is not null');

-- How far a listener has come; `tries` and `error` are of the event after that.
create table core.event_cursor (
    listener text primary key,
    xid xid8 not null,
    id bigint not null,
    tries int not null default 0,
    retry_at timestamptz,
    error text not null default ''
);
call core.protect('core.event_cursor', '(select core.is_staff())', '(select core.is_system())');

-- An event that a listener could not take after all tries, until somebody releases it.
create table core.event_parked (
    id bigint generated always as identity primary key,
    listener text not null,
    event bigint not null references core.event,
    error text not null,
    parked timestamptz not null,
    released timestamptz,
    released_by text,
    unique (listener, event)
);
call core.protect('core.event_parked', '(select core.is_staff())', '(select core.is_writer())');
call core.watch('core.event_parked');

create function core.tell_event() returns trigger language plpgsql as $$
begin
    perform pg_notify('core_event', '');
    return null;
end $$;
create trigger event_added after insert on core.event
    for each statement execute function core.tell_event();

-- A job runs where its lease is held. Leases are about machines: their time is the server's own.
create table core.job (
    name text primary key,
    holder text,
    lease_until timestamptz,
    next_run timestamptz not null,
    started timestamptz,
    ended timestamptz,
    runs bigint not null default 0,
    failures bigint not null default 0,
    error text not null default ''
);
call core.protect('core.job', '(select core.is_staff())', '(select core.is_system())');

-- The answer to a request that was sent with an idempotency key, for whoever sends it again.
create table core.request_key (
    sender text not null,
    key text not null,
    route text not null,
    request_hash bytea not null,
    status int,
    content_type text,
    location text,
    body bytea,
    created timestamptz not null,
    primary key (sender, key)
);
create index request_key_created on core.request_key (created);
call core.protect('core.request_key',
                  'sender = (select core.actor_role() || '':'' || core.actor_login())
                   or (select core.is_system())',
                  'sender = (select core.actor_role() || '':'' || core.actor_login())
                   or (select core.is_system())');

-- What the ISP calls itself and says to everybody: one row, there from the start.
create table core.setting (
    id int primary key check (id = 1),
    version bigint not null default 1,
    brand text not null default '',
    brand_bn text not null default '',
    phone text not null default '',
    language text not null default 'en' check (language in ('en', 'bn')),
    notice text not null default '',
    notice_bn text not null default '',
    walled text not null default '',
    walled_bn text not null default '',
    changed timestamptz not null default now(),
    changed_by text not null default ''
);
insert into core.setting (id) values (1);
call core.protect('core.setting', '(select core.actor_role()) is not null',
                  '(select core.actor_role()) in (''owner'', ''admin'', ''system'')');
drop policy added on core.setting;
drop policy removed on core.setting;
revoke insert, delete on core.setting from lastmile_app;
call core.watch('core.setting');
