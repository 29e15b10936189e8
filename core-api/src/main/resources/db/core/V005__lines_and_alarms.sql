-- A router that the collector polls. The password is sealed by the collector's cipher and never
-- leaves as it came. `version` rises with every edit: the collector reconnects, the API compares.
create table core.router (
    id int generated always as identity primary key,
    version bigint not null default 1,
    name text not null,
    area text not null default '',
    host text not null,
    port int not null check (port between 1 and 65535),
    tls boolean not null,
    fingerprint text check (fingerprint ~ '^[0-9a-f]{64}$'),
    username text not null,
    secret bytea not null,
    legacy_login boolean not null default false,
    charset text not null default 'UTF-8',
    interval_seconds int check (interval_seconds between 1 and 3600),
    poll_ppp boolean not null default true,
    poll_queues boolean not null default false,
    line_rate_bps bigint not null default 1000000000 check (line_rate_bps > 0),
    created timestamptz not null,
    changed timestamptz not null,
    changed_by text not null,
    removed timestamptz
);
create unique index router_name on core.router (lower(name)) where removed is null;
create unique index router_address on core.router (lower(host), port) where removed is null;

-- A router is paused while it has an open row here.
create table core.router_pause (
    id bigint generated always as identity primary key,
    router int not null references core.router,
    since timestamptz not null,
    paused_by text not null,
    note text not null default '',
    until timestamptz,
    resumed_by text
);
create unique index router_pause_open on core.router_pause (router) where until is null;

-- Somebody's connection. (source, name) is how routers name it; without a router it is the same
-- line wherever it appears. `source` is the collector's: 1 PPP interface, 2 simple queue.
create table core.line (
    id int generated always as identity primary key,
    version bigint not null default 1,
    router int references core.router,
    source smallint not null default 1 check (source in (1, 2)),
    name text not null,
    label text not null default '',
    address text not null default '',
    area text not null default '',
    rate_bps bigint check (rate_bps > 0),
    customer int references core.customer,
    plan int references core.plan,
    created timestamptz not null,
    changed timestamptz not null,
    changed_by text not null,
    removed timestamptz,
    search text generated always as
        (lower(name || E'\n' || label || E'\n' || address || E'\n' || area)) stored
);
create unique index line_name on core.line (source, name, coalesce(router, 0)) where removed is null;
create index line_search on core.line using gin (search gin_trgm_ops) where removed is null;
create index line_order on core.line (name, id) where removed is null;
create index line_area on core.line (area) where removed is null;
create index line_customer on core.line (customer) where customer is not null;
create index line_plan on core.line (plan) where removed is null and plan is not null;
create index line_lower_name on core.line (lower(name)) where removed is null;

-- Who had a name before: a reported name that a line claimed until then. Whoever gets the name of a
-- former customer does not get that customer's past with it.
create table core.line_past (
    id bigint generated always as identity primary key,
    name int not null,
    line int not null references core.line,
    customer int references core.customer,
    until timestamptz not null
);
create index line_past_name on core.line_past (name);

-- A line of one router takes the name there from a line of any router.
create function core.line_past_of_added() returns trigger language plpgsql as $$
begin
    insert into core.line_past (name, line, customer, until)
    select name.id, roaming.id, roaming.customer, core.now()
    from added
    join core.line as roaming on roaming.source = added.source and roaming.name = added.name
         and coalesce(roaming.router, 0) = 0 and roaming.removed is null
    join telemetry.line as name on name.source = added.source and name.name = added.name
         and name.router = added.router;
    return null;
end $$;

-- Names that a line gives up, wholly or to another customer. A line that gets its first customer
-- keeps its past.
create function core.line_past_of_changed() returns trigger language plpgsql as $$
begin
    insert into core.line_past (name, line, customer, until)
    select name.id, was.id, was.customer, core.now()
    from before as was
    join after as became using (id)
    join telemetry.line as name on name.source = was.source and name.name = was.name
         and (was.router is null or name.router = was.router)
    where was.removed is null
      and (became.removed is not null
           or (became.source, became.name, coalesce(became.router, 0))
              is distinct from (was.source, was.name, coalesce(was.router, 0))
           or was.customer is not null and became.customer is distinct from was.customer)
      and not exists (select from core.line as nearer
                      where was.router is null and nearer.removed is null
                        and nearer.id <> was.id and nearer.source = name.source
                        and nearer.name = name.name and nearer.router = name.router);
    insert into core.line_past (name, line, customer, until)
    select name.id, roaming.id, roaming.customer, core.now()
    from before as was
    join after as became using (id)
    join core.line as roaming on roaming.source = became.source and roaming.name = became.name
         and coalesce(roaming.router, 0) = 0 and roaming.removed is null and roaming.id <> became.id
    join telemetry.line as name on name.source = became.source and name.name = became.name
         and name.router = became.router
    where became.removed is null
      and (became.source, became.name, coalesce(became.router, 0))
          is distinct from (was.source, was.name, coalesce(was.router, 0));
    return null;
end $$;
create trigger past_of_added after insert on core.line
    referencing new table as added
    for each statement execute function core.line_past_of_added();
create trigger past_of_changed after update on core.line
    referencing old table as before new table as after
    for each statement execute function core.line_past_of_changed();

-- What the collector may know of the two tables above.
create view core.pollable_router as
select id, name, host, port, tls, fingerprint, username, secret, legacy_login, charset,
       interval_seconds, poll_ppp, poll_queues, line_rate_bps, version
from core.router
where removed is null
  and not exists (select 1 from core.router_pause
                  where router_pause.router = router.id and router_pause.until is null);

create view core.pollable_line as
select router, source, name, rate_bps
from core.line
where removed is null;

-- With forced row-level security a view sees what its owner may see: these have an owner of their
-- own, with policies that show all. The collector reads them as the owner of both schemas.
grant create on schema core to lastmile_reader;
alter view core.pollable_router owner to lastmile_reader;
alter view core.pollable_line owner to lastmile_reader;
revoke create on schema core from lastmile_reader;
grant select on core.router, core.router_pause, core.line to lastmile_reader;
create policy reader on core.router for select to lastmile_reader using (true);
create policy reader on core.router_pause for select to lastmile_reader using (true);
create policy reader on core.line for select to lastmile_reader using (true);
set local role lastmile_reader;
grant select on core.pollable_router, core.pollable_line to session_user;
grant select (id, interval_seconds) on core.pollable_router to lastmile_app;
reset role;

create function core.tell_pollable_router() returns trigger language plpgsql as $$
begin
    perform pg_notify('pollable_router', '');
    return null;
end $$;
create trigger router_changed after insert or update or delete on core.router
    for each statement execute function core.tell_pollable_router();
create trigger router_pause_changed after insert or update or delete on core.router_pause
    for each statement execute function core.tell_pollable_router();

create function core.tell_pollable_line() returns trigger language plpgsql as $$
begin
    perform pg_notify('pollable_line', '');
    return null;
end $$;
create trigger line_changed after insert or update or delete on core.line
    for each statement execute function core.tell_pollable_line();

-- One telemetry.condition that somebody should know of. A router's failure swallows what follows
-- from it: such an alarm has a parent and is shown under it. `line` is telemetry.line's id.
create table core.alarm (
    id bigint generated always as identity primary key,
    condition bigint not null unique,
    kind text not null,
    severity text not null check (severity in ('critical', 'warning', 'notice')),
    state text not null check (state in ('firing', 'acknowledged', 'resolved')),
    router int,
    line int,
    parent bigint references core.alarm,
    owner text not null default '',
    affected int not null default 0,
    since timestamptz not null,
    until timestamptz,
    evidence jsonb not null default '{}'
);
create index alarm_open on core.alarm (id) where state <> 'resolved';
create index alarm_since on core.alarm (since desc, id desc);
create index alarm_line on core.alarm (line) where line is not null;
create index alarm_parent on core.alarm (parent) where parent is not null;

-- What happened to an alarm; an empty actor is the system itself.
create table core.alarm_event (
    id bigint generated always as identity primary key,
    alarm bigint not null references core.alarm,
    time timestamptz not null,
    kind text not null
        check (kind in ('fired', 'acknowledged', 'assigned', 'noted', 'grouped', 'ungrouped',
                        'resolved')),
    actor text not null default '',
    note text not null default ''
);
create index alarm_event_alarm on core.alarm_event (alarm, id);

call core.protect('core.router', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.router_pause', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.line',
                  '(select core.is_staff()) or customer = (select core.actor_customer())
                   or (select core.actor_reseller()) is not null and core.is_of_actor(customer)',
                  '(select core.is_writer())');
call core.protect('core.alarm', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.alarm_event', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.line_past', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.watch('core.router', 'secret');
call core.watch('core.router_pause');
call core.watch('core.line');

-- The reported names that a line claims, for whoever may see the line; the answer is the same for
-- all of them. A line of the name's own router goes before one of any router. What is older than
-- `since` was another customer's.
create function core.names_of_line(mine int)
    returns table (name int, since timestamptz)
    language sql stable security definer set search_path = core, telemetry, pg_temp as $$
    select n.id, coalesce(
        (select max(p.until) from core.line_past as p
         where p.name = n.id and p.customer is distinct from l.customer
           and not (p.line = l.id and p.customer is null)), timestamptz 'epoch')
    from core.line as l
    left join core.customer as c on c.id = l.customer
    join telemetry.line as n on n.source = l.source and n.name = l.name
         and (l.router is null or l.router = n.router)
    where l.id = mine
      and (core.is_staff() or l.customer = core.actor_customer()
           or c.reseller = core.actor_reseller())
      and not exists (select from core.line as nearer
                      where l.router is null and nearer.removed is null
                        and nearer.source = n.source and nearer.name = n.name
                        and nearer.router = n.router)
    order by n.id
    limit 1000
$$;

-- Lines by what looks like an IP address or a MAC, in any of its ways to be written, the first part
-- of one, or the last bytes of a live session's MAC: their fixed address, their live session, or the
-- last one if it is exactly that address. Who is no staff is looked up from the own lines on.
create function core.lines_at(q text) returns setof int
    language plpgsql stable security definer set search_path = core, telemetry, pg_temp
    set plan_cache_mode = force_custom_plan as $$
declare
    word text := lower(btrim(q));
    hex text := regexp_replace(word, '[^0-9a-f]', '', 'g');
    hw text := case
        when word ~ '^[0-9a-f]{2}([:-][0-9a-f]{2}){1,5}[:-]?[0-9a-f]?$'
          or word ~ '^[0-9a-f]{4}\.[0-9a-f]{4}(\.[0-9a-f]{0,4})?$'
          or word ~ '^[0-9a-f]{12}$'
        then rtrim(regexp_replace(hex, '(..)', '\1:', 'g'), ':') end;
    ip text := case when word ~ '^[0-9a-f]+[.:][0-9a-f.:/]*$' and length(word) < 50 then word end;
    staff boolean := core.is_staff();
    own int := core.actor_customer();
    resold int := core.actor_reseller();
begin
    if hw is null and ip is null then
        return;
    end if;
    return query
        select l.id from core.line_endpoint as e
        join core.line as l on l.id = e.line and l.removed is null
        left join core.customer as c on c.id = l.customer
        where (e.address like ip || '%' or e.mac like upper(hw) || '%')
          and (staff or c.id = own or c.reseller = resold)
        limit 200;
    if staff then
        return query
        with seen as (
            (select s.line from telemetry.session as s
             where s.ended is null and s.address like ip || '%' limit 200)
            union all
            (select s.line from telemetry.session as s
             where s.ended is null and lower(s.caller_id) like hw || '%' limit 200)
            union all
            (select s.line from telemetry.session as s
             where s.ended is null and length(hw) < 17
               and reverse(lower(s.caller_id)) like reverse(hw) || '%' limit 200)
            union all
            (select s.line from telemetry.session as s
             where s.ended is not null and s.address = ip
               and not exists (select from telemetry.session as later
                               where later.line = s.line and later.started > s.started)
             limit 50)
            union all
            (select s.line from telemetry.session as s
             where s.ended is not null and lower(s.caller_id) = hw and length(hw) = 17
               and not exists (select from telemetry.session as later
                               where later.line = s.line and later.started > s.started)
             limit 50)
        )
        select l.id
        from seen
        join telemetry.line as n on n.id = seen.line
        join core.line as l on l.source = n.source and l.name = n.name and l.removed is null
             and (l.router = n.router
                  or l.router is null and not exists (
                      select from core.line as nearer
                      where nearer.removed is null and nearer.source = n.source
                        and nearer.name = n.name and nearer.router = n.router));
    else
        return query
        select l.id
        from core.customer as c
        join core.line as l on l.customer = c.id and l.removed is null
        cross join lateral core.names_of_line(l.id) as n
        cross join lateral (
            select s.address, s.caller_id, s.started, s.ended from telemetry.session as s
            where s.line = n.name order by s.started desc limit 1) as s
        where (c.id = own or c.reseller = resold)
          and (s.ended is null or s.started >= n.since)
          and (s.address like ip || '%' or lower(s.caller_id) like hw || '%'
               or lower(s.caller_id) like '%' || hw)
        limit 200;
    end if;
end $$;

-- Search as you type, over customers and the lines that are nobody's. Trigram indexes are not used
-- under policies, so this one filters by the actor itself. `via` says where it was found; of the
-- sessions only live ones are looked at, and only for what looks like an address. Each search is
-- planned for its own word: one plan for all would read the whole table for rare ones.
create function core.search_people(q text, hits int)
    returns table (customer int, line int, rank int, via text)
    language plpgsql stable security definer set search_path = core, telemetry, pg_temp
    set plan_cache_mode = force_custom_plan as $$
declare
    word text := lower(q);
    plain text := replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_');
    digits text := regexp_replace(q, '[^0-9]', '', 'g');
    letters boolean := length(word) > 2 and word ~ '[[:alnum:]]';
    -- What is typed of a number may have blanks and hyphens.
    numeric_part boolean := word ~ '^[+0-9][0-9 +-]*$' and length(digits) > 2 and word <> digits;
    staff boolean := core.is_staff();
    own int := core.actor_customer();
    resold int := core.actor_reseller();
begin
    return query
    with hit as (
        (select c.id as customer, null::int as line, 1 as rank, 'number' as via
         from core.customer as c
         where word ~ '^c?[0-9]{6,9}$' and c.number = 'C' || digits
           and (staff or c.id = own or c.reseller = resold))
        union all
        (select c.id, null, 1, 'mobile' from core.customer as c
         where digits ~ '^(88)?0?1[3-9][0-9]{8}$' and c.mobile = '+880' || right(digits, 10)
           and (staff or c.id = own or c.reseller = resold)
         limit hits)
        union all
        (select l.customer, l.id, 1, 'line' from core.line as l
         left join core.customer as c on c.id = l.customer
         where lower(l.name) = word and l.removed is null
           and (staff or c.id = own or c.reseller = resold)
         limit hits)
        union all
        (select c.id, null, 2, 'name' from core.customer as c
         where lower(c.name) like plain || '%'
           and (staff or c.id = own or c.reseller = resold)
         limit hits)
        union all
        (select c.id, null, 2, 'name' from core.customer as c
         where c.name_bn <> '' and c.name_bn like plain || '%'
           and (staff or c.id = own or c.reseller = resold)
         limit hits)
        union all
        (select c.id, null, 3, 'text' from core.customer as c
         where letters and c.search like '%' || plain || '%'
           and (staff or c.id = own or c.reseller = resold)
         limit hits)
        union all
        (select c.id, null, 3, 'text' from core.customer as c
         where numeric_part and c.search like '%' || digits || '%'
           and (staff or c.id = own or c.reseller = resold)
         limit hits)
        union all
        (select l.customer, l.id, 3, 'line' from core.line as l
         left join core.customer as c on c.id = l.customer
         where letters and l.removed is null and l.search like '%' || plain || '%'
           and (staff or c.id = own or c.reseller = resold)
         limit hits)
        union all
        (select l.customer, l.id, 2, 'session'
         from core.lines_at(q) as at
         join core.line as l on l.id = at
         left join core.customer as c on c.id = l.customer
         where staff or c.id = own or c.reseller = resold
         limit hits)
    ), best as (
        select distinct on (coalesce(h.customer, -h.line)) h.customer, h.line, h.rank, h.via
        from hit as h
        order by coalesce(h.customer, -h.line), h.rank, h.line
    )
    select b.customer, b.line, b.rank, b.via from best as b
    order by b.rank, b.customer, b.line
    limit hits;
end $$;
grant create on schema core to lastmile_search;
alter function core.search_people owner to lastmile_search;
alter function core.names_of_line owner to lastmile_search;
alter function core.lines_at owner to lastmile_search;
revoke create on schema core from lastmile_search;
grant select on core.customer, core.line, core.line_past to lastmile_search;
create policy search on core.customer for select to lastmile_search using (true);
create policy search on core.line for select to lastmile_search using (true);
create policy search on core.line_past for select to lastmile_search using (true);
set local role lastmile_search;
revoke execute on function core.search_people, core.names_of_line, core.lines_at from public;
grant execute on function core.search_people, core.names_of_line, core.lines_at to lastmile_app;
reset role;

-- What the system notes of an alarm is its own record; what people do is audited as well.
create trigger audited after insert on core.alarm_event
    for each row when (new.actor <> '') execute function core.audit_write();
