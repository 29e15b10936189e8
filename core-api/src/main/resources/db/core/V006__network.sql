-- What every line should have at its router, and how far the routers have it. Only room `network`
-- writes routers; without a writing user a router is not managed and nothing is written to it.

-- How this ISP cuts and how careful it is. One row.
create table core.network_policy (
    id int primary key default 1 check (id = 1),
    version bigint not null default 1,
    -- What a suspended customer gets: the walled garden, or nothing.
    suspension text not null default 'walled' check (suspension in ('walled', 'disabled')),
    -- A run that suspends more lines than both of these asks first (billing.md, C.8).
    guard_lines int not null default 20 check (guard_lines between 1 and 100000),
    guard_percent int not null default 5 check (guard_percent between 1 and 100),
    -- Between two whole comparisons of a router.
    compare_seconds int not null default 180 check (compare_seconds between 15 and 86400),
    changed timestamptz not null,
    changed_by text not null
);
insert into core.network_policy (changed, changed_by) values (now(), 'system');

-- The writing RouterOS user of a router, next to the collector's reading one in core.router: same
-- address and certificate. Whoever may have it writes this router, nobody else.
create table core.router_writer (
    id int generated always as identity primary key,
    router int not null unique references core.router,
    version bigint not null default 1,
    username text not null,
    secret bytea not null,
    requests_per_second int not null check (requests_per_second between 1 and 1000),
    burst int not null check (burst between 10 and 10000),
    -- Sessions that a change of speed throws out; a suspension or a release does not wait for it.
    kicks_per_minute int not null check (kicks_per_minute between 1 and 100000),
    -- Given to profiles that we make; routers have their own names for both. Empty gives none.
    local_address text not null,
    pool text not null,
    enabled boolean not null,
    changed timestamptz not null,
    changed_by text not null
);

-- Who of several instances works on a router, how the work goes, and what it cost.
create table core.router_turn (
    router int primary key references core.router,
    holder uuid,
    lease_until timestamptz,
    state text not null default 'unknown'
        check (state in ('unknown', 'reachable', 'unreachable', 'refused')),
    since timestamptz not null,
    failures int not null default 0,
    retry_at timestamptz,
    last_error text not null default '',
    -- When all rows were last held against what is wanted.
    compared timestamptz,
    -- A person wants it compared now.
    asked timestamptz,
    requests bigint not null default 0,
    requests_minute int not null default 0,
    requests_at timestamptz,
    -- Whether the walled garden's rules stand there, when we last looked, and what was not as it
    -- should be. Nobody is walled in where they do not stand.
    rules_stand boolean not null default false,
    rules_read timestamptz,
    rules_missing text not null default ''
);

-- What of a line is neither its name nor its plan's: kind of service, addresses, a profile of its
-- own. A line without a row is PPPoE or a queue, as its source says.
create table core.line_endpoint (
    id int generated always as identity primary key,
    line int not null unique references core.line,
    version bigint not null default 1,
    kind text not null check (kind in ('pppoe', 'static', 'hotspot', 'dhcp')),
    -- The customer's fixed IP address or network; the queue's target of kind static.
    address text not null,
    -- Of a DHCP lease; the only one that may dial, of PPPoE.
    mac text not null check (mac = '' or mac ~ '^([0-9A-F]{2}:){5}[0-9A-F]{2}$'),
    -- Instead of the plan's.
    profile text not null,
    changed timestamptz not null,
    changed_by text not null,
    why text not null,
    check (kind not in ('static', 'dhcp') or address <> ''),
    check (kind <> 'dhcp' or mac <> '')
);
create index line_endpoint_address on core.line_endpoint (address) where address <> '';
create index line_endpoint_mac on core.line_endpoint (mac) where mac <> '';

-- A customer's password, sealed for its line; every reveal leaves an audit row. Each new one is a
-- row, the greatest number counts.
create table core.line_credential (
    id bigint generated always as identity primary key,
    line int not null references core.line,
    number int not null check (number > 0),
    secret bytea not null,
    made timestamptz not null,
    made_by text not null,
    unique (line, number)
);

-- A reason why a line is off while it is open: suspended if and only if there is any.
create table core.line_hold (
    id bigint generated always as identity primary key,
    line int not null references core.line,
    reason text not null
        check (reason in ('NONPAY', 'ADMIN', 'HOLIDAY', 'FRAUD', 'LEGAL', 'RESELLER_BLOCK')),
    since timestamptz not null,
    placed_by text not null,
    note text not null,
    -- When it is expected to end; nothing ends by itself.
    until timestamptz,
    -- Off for good, no walled garden: who was disabled at his router when he was imported.
    shut boolean not null default false,
    lifted timestamptz,
    lifted_by text,
    lifted_why text,
    check ((lifted is null) = (lifted_by is null))
);
create unique index line_hold_open on core.line_hold (line, reason) where lifted is null;
create index line_hold_line on core.line_hold (line, id);

-- What a line should have, in versions: a row for each change, the greatest number is wanted. For
-- PPPoE and hotspot the speed lives in the router's profile and is here as history.
create table core.line_service (
    id bigint generated always as identity primary key,
    line int not null references core.line,
    number int not null check (number > 0),
    made timestamptz not null,
    made_by text not null,
    why text not null,
    router int references core.router,
    kind text not null check (kind in ('pppoe', 'static', 'hotspot', 'dhcp')),
    name text not null,
    address text not null,
    mac text not null,
    profile text not null,
    rate_limit text not null,
    enabled boolean not null,
    walled boolean not null,
    reasons text[] not null,
    -- The number of the password, 0 for none that we know.
    credential int not null,
    unique (line, number)
);

-- How far the router has what is wanted. `priority`: 0 gives somebody back what he has, 1 is new,
-- 2 a change, 3 takes away. `kick` is why a session has to go: `look` finds which, then their ids.
create table core.line_sync (
    line int primary key references core.line,
    router int references core.router,
    wanted int not null,
    applied int not null default 0,
    state text not null default 'pending' check (state in ('pending', 'applied', 'failed')),
    priority smallint not null default 1 check (priority between 0 and 3),
    since timestamptz not null,
    attempts int not null default 0,
    retry_at timestamptz,
    last_error text not null default '',
    checked timestamptz,
    actual jsonb,
    kick text not null default '',
    -- Limit and burst of a queue whose speed only its router knew, from before we shut it.
    speed text not null default ''
);
create index line_sync_due on core.line_sync (router, priority, since, line)
    where state <> 'applied';
create index line_sync_open on core.line_sync (since, line) where state <> 'applied';
create index line_sync_kick on core.line_sync (router) where kick <> '';
create index line_sync_router on core.line_sync (router, line);

-- Where a line was before it moved or got another name: what is left of it there is switched off.
create table core.line_remnant (
    id bigint generated always as identity primary key,
    line int not null references core.line,
    router int not null references core.router,
    kind text not null,
    name text not null,
    address text not null,
    mac text not null,
    since timestamptz not null,
    attempts int not null default 0,
    retry_at timestamptz,
    last_error text not null default '',
    done timestamptz
);
create unique index line_remnant_open on core.line_remnant (router, kind, name)
    where done is null;

-- Profiles that lines of a router need. `conflict` says why none of two speeds is written.
create table core.router_profile (
    id int generated always as identity primary key,
    router int not null references core.router,
    kind text not null check (kind in ('pppoe', 'hotspot')),
    name text not null,
    rate_limit text not null,
    conflict text not null default '',
    state text not null default 'pending' check (state in ('pending', 'applied', 'failed')),
    -- Another speed is on its way out: who dialled in before has to dial again once it is there.
    changing boolean not null default false,
    since timestamptz not null,
    attempts int not null default 0,
    retry_at timestamptz,
    last_error text not null default '',
    checked timestamptz,
    actual jsonb,
    unique (router, kind, name)
);
create index router_profile_due on core.router_profile (router) where state <> 'applied';

-- Up to when the versions of plans were taken into account. One row.
create table core.network_clock (
    id int primary key default 1 check (id = 1),
    plans_until timestamptz not null
);
insert into core.network_clock (plans_until) values (timestamptz 'epoch');

call core.protect('core.network_policy', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.network_clock', '(select core.is_staff())', '(select core.is_system())');
call core.protect('core.router_writer', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.router_turn', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.line_endpoint', '(select core.is_staff())', '(select core.is_writer())');
-- Search looks among the fixed addresses, and filters by the actor itself.
grant select on core.line_endpoint to lastmile_search;
create policy search on core.line_endpoint for select to lastmile_search using (true);
call core.protect('core.line_credential', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.line_hold', '(select core.is_staff())', '(select core.is_writer())');
-- Who sees a line sees what it should have; why exactly, the open reasons by their words alone.
call core.protect('core.line_service',
                  '(select core.is_staff())
                   or exists (select from core.line where line.id = line_service.line)',
                  '(select core.is_writer())');
call core.protect('core.line_sync',
                  '(select core.is_staff())
                   or exists (select from core.line where line.id = line_sync.line)',
                  '(select core.is_writer())');
call core.protect('core.line_remnant', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.router_profile', '(select core.is_staff())', '(select core.is_writer())');
drop policy changed on core.line_service;
drop policy removed on core.line_service;
revoke update, delete on core.line_service from lastmile_app;

call core.watch('core.network_policy');
call core.watch('core.router_writer', 'secret');
call core.watch('core.line_endpoint');
call core.watch('core.line_credential', 'secret');
call core.watch('core.line_hold');
-- What the system works out is its own history; what a person caused is audited at its cause.
create trigger audited after insert on core.line_service
    for each row when (core.actor_role() <> 'system') execute function core.audit_write();

-- What a router had, compared with our lines, for a person to decide about; gone after a day. The
-- digests tell whether the router or our lines changed since; they are over passwords too, so they
-- are sealed. `counts` and `absent` (tables that the router does not show) are for the page.
create table core.network_import (
    id bigint generated always as identity primary key,
    router int not null references core.router,
    made timestamptz not null,
    made_by text not null,
    expires timestamptz not null,
    router_digest bytea not null,
    our_digest bytea not null,
    counts jsonb not null,
    absent jsonb not null,
    choices jsonb not null default '{}',
    committed timestamptz,
    committed_by text,
    result jsonb
);
create index network_import_router on core.network_import (router, id);
create index network_import_expires on core.network_import (expires);

-- A row of the report, without its password: a commit reads the router again. `choice` is what
-- somebody decided for this row alone, `accepted` that the proposed customer is the right one.
create table core.network_import_row (
    import bigint not null references core.network_import on delete cascade,
    at int not null,
    verdict text not null
        check (verdict in ('new', 'matches', 'differs', 'only-ours', 'unreadable')),
    kind text not null check (kind in ('secret', 'queue', 'lease', 'hotspot-user')),
    name text not null,
    profile text not null,
    body jsonb not null,
    choice text check (choice in ('take', 'keep', 'ignore')),
    accepted boolean not null default false,
    primary key (import, at)
);
create index network_import_row_verdict on core.network_import_row (import, verdict, at);

call core.protect('core.network_import', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.network_import_row', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.watch('core.network_import', 'router_digest', 'our_digest');

-- What walled customers may reach, for the script that makes it so at a router. One row; empty
-- until somebody said it. `hosts` are names or addresses besides the portal.
create table core.walled_garden (
    id int primary key default 1 check (id = 1),
    version bigint not null default 1,
    portal_host text not null default '',
    portal_address text not null default '',
    portal_port int not null default 80 check (portal_port between 1 and 65535),
    hosts text[] not null,
    local_address text not null default '100.127.0.1',
    ranges text not null default '100.127.0.2-100.127.255.254',
    changed timestamptz not null,
    changed_by text not null
);
insert into core.walled_garden (hosts, changed, changed_by)
values ('{securepay.sslcommerz.com,tokenized.pay.bka.sh}', now(), 'system');
call core.protect('core.walled_garden', '(select core.is_staff())', '(select core.is_writer())');
call core.watch('core.walled_garden');
