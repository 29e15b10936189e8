-- What is sold. A plan is its versions: a change is a new row with who, when, why and from when on;
-- no row of the past is ever altered. Of the versions whose time has come the one holds that began
-- last: what is planned survives a change made now, unless that says that it replaces it.

create table core.plan (
    id int generated always as identity primary key,
    version bigint not null default 1,
    created timestamptz not null,
    retired timestamptz,
    retired_by text,
    retired_why text
);

-- Money is in poisha without tax, rates in bit/s; up and down are the customer's. A `rate_limit` is
-- RouterOS's own text (rx is up). The approval is the regulator's for this tariff. One that
-- `replaces` ends whatever was planned before it for its moment or later.
create table core.plan_version (
    id bigint generated always as identity primary key,
    plan int not null references core.plan,
    number int not null check (number > 0),
    effective timestamptz not null,
    replaces boolean not null default false,
    made timestamptz not null,
    made_by text not null,
    why text not null,
    name text not null,
    name_bn text not null,
    says text not null,
    says_bn text not null,
    rate_limit text not null,
    up_bps bigint not null check (up_bps > 0),
    down_bps bigint not null check (down_bps > 0),
    profile text not null,
    price_poisha bigint not null check (price_poisha >= 0),
    validity text not null check (validity in ('calendar-months', 'fixed-days')),
    validity_count int not null check (validity_count > 0),
    tax_class text not null,
    unlimited boolean not null,
    allowance jsonb not null,
    contention int not null check (contention between 1 and 8),
    published boolean not null,
    memo_no text,
    memo_date date,
    ceiling_poisha bigint check (ceiling_poisha > 0),
    unique (plan, number),
    check ((memo_no is null) = (memo_date is null)
           and (memo_no is null) = (ceiling_poisha is null)),
    check (memo_no is not null or not published),
    check (ceiling_poisha is null or price_poisha <= ceiling_poisha)
);

-- By names is asked whether one is still sold.
create index plan_version_name on core.plan_version (lower(name));

-- What became of each version: `replaced_by` is the first later decision for the same moment, or
-- that replaces what was planned; such a version never holds again. All others do in their turn.
create function core.plan_fates()
    returns table (plan int, number int, effective timestamptz, replaced_by int)
    language sql stable parallel safe
    begin atomic
        select v.plan, v.number, v.effective,
               (select min(r.number) from core.plan_version as r
                where r.plan = v.plan and r.number > v.number
                  and (r.effective = v.effective or r.replaces and r.effective <= v.effective))
        from core.plan_version as v;
    end;

-- A plan and the version that holds at a time, else the first that will.
create function core.plan_terms(at timestamptz) returns table (plan int, number int)
    language sql stable parallel safe
    begin atomic
        select distinct on (f.plan) f.plan, f.number
        from core.plan_fates() as f
        where f.replaced_by is null
        order by f.plan, (f.effective <= plan_terms.at) desc,
                 abs(extract(epoch from f.effective - plan_terms.at));
    end;

call core.protect('core.plan', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.plan_version',
                  '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
drop policy changed on core.plan_version;
drop policy removed on core.plan_version;
revoke update, delete on core.plan_version from lastmile_app;
drop policy removed on core.plan;
revoke delete on core.plan from lastmile_app;
call core.watch('core.plan');
call core.watch('core.plan_version');
