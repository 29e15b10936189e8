-- Who has which plan since when, and until when it is paid (billing.md C.1 to C.3). Days are those
-- of the ISP's zone, periods half-open, money in poisha without tax. Nothing is overwritten: what
-- was paid is segments, what became of them is rows that name their cause.

-- `anchor` is the day of the month on which cycles turn, stored and never recomputed. `ended` is
-- the day on which a termination was applied.
create table core.subscription (
    id int generated always as identity primary key,
    version bigint not null default 1,
    customer int not null references core.customer,
    line int not null references core.line,
    kind text not null check (kind in ('prepaid', 'postpaid-advance', 'postpaid-arrears')),
    anchor int not null check (anchor between 1 and 31),
    restart text not null check (restart in ('restart', 'keep-anchor', 'pay-gap')),
    grace_days int not null check (grace_days between 0 and 60),
    started date not null,
    ended date check (ended >= started),
    created timestamptz not null,
    created_by text not null
);
create unique index subscription_line on core.subscription (line) where ended is null;
create index subscription_customer on core.subscription (customer, id);

-- What happened once to a subscription's time, by its source: an allocation, a plan change, a
-- pause, a refund. `why` is the rule and its inputs, as they were.
create table core.entitlement_cause (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    source text not null check (source ~ '^[a-z][a-z-]{0,39}$'),
    source_id bigint not null,
    kind text not null
        check (kind in ('extended', 'changed', 'paused', 'refunded', 'ended')),
    day date not null,
    why jsonb not null,
    made timestamptz not null,
    made_by text not null,
    unique (source, source_id)
);
create index entitlement_cause_subscription on core.entitlement_cause (subscription, id);

-- Paid days of a plan's version. `net_poisha` is what was charged for them, `whole_days` how many
-- the whole period has, `anchor` the day by which its end was found, `sold` the cause that sold
-- them and `cause` the one that put them here. What was retracted names the
-- cause that did it; what is not never overlaps.
create table core.entitlement_segment (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    plan int not null references core.plan,
    plan_version int not null,
    start_day date not null,
    end_day date not null check (end_day > start_day),
    whole_days int not null check (whole_days > 0),
    anchor int not null check (anchor between 1 and 31),
    net_poisha bigint not null check (net_poisha >= 0),
    sold bigint not null references core.entitlement_cause,
    cause bigint not null references core.entitlement_cause,
    retracted bigint references core.entitlement_cause,
    foreign key (plan, plan_version) references core.plan_version (plan, number),
    exclude using gist (
        int4range(subscription, subscription, '[]') with &&,
        daterange(start_day, end_day) with &&) where (retracted is null)
);
create index entitlement_segment_subscription on core.entitlement_segment (subscription, start_day)
    where retracted is null;
create index entitlement_segment_cause on core.entitlement_segment (cause);
create index entitlement_segment_retracted on core.entitlement_segment (retracted)
    where retracted is not null;

-- Which plan it has from which day on; the last of a day holds.
create table core.subscription_plan (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    plan int not null references core.plan,
    since date not null,
    made timestamptz not null,
    made_by text not null
);
create index subscription_plan_since on core.subscription_plan (subscription, since, id);

-- A quote and what became of it. Prices are frozen until `expires`; `basis` is the last cause that
-- the quote knows: any later one, and it is quoted again. `settled` ends it, whatever its end was.
create table core.plan_change (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    plan int not null references core.plan,
    plan_version int not null,
    basis bigint not null,
    day date not null,
    mode text not null check (mode in ('money', 'value-to-days', 'period-end')),
    credit_poisha bigint not null check (credit_poisha >= 0),
    charge_poisha bigint not null check (charge_poisha >= 0),
    quoted timestamptz not null,
    quoted_by text not null,
    expires timestamptz not null,
    settled timestamptz,
    foreign key (plan, plan_version) references core.plan_version (plan, number)
);
create unique index plan_change_pending on core.plan_change (subscription) where settled is null;
create index plan_change_subscription on core.plan_change (subscription, id);
create index plan_change_due on core.plan_change (day) where settled is null;

-- `paid` names what paid it.
create table core.plan_change_step (
    id bigint generated always as identity primary key,
    plan_change bigint not null references core.plan_change,
    step text not null
        check (step in ('accepted', 'approved', 'paid', 'applied', 'cancelled', 'replaced',
                        'outdated')),
    source text,
    source_id bigint,
    made timestamptz not null,
    made_by text not null,
    why text not null,
    unique (plan_change, step),
    check ((source is null) = (source_id is null))
);
create unique index plan_change_step_source on core.plan_change_step (source, source_id)
    where source is not null;

-- The paid days that are left when a pause begins follow when it ends. `until_day` is when it is
-- planned to end, `resumed` when it did.
create table core.subscription_pause (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    from_day date not null,
    until_day date check (until_day > from_day),
    resumed date check (resumed >= from_day),
    why text not null,
    made timestamptz not null,
    made_by text not null,
    begun timestamptz,
    resumed_at timestamptz,
    resumed_by text,
    check ((resumed is null) = (resumed_at is null))
);
create unique index subscription_pause_open on core.subscription_pause (subscription)
    where resumed is null;
create index subscription_pause_subscription on core.subscription_pause (subscription, id);

create table core.termination (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    day date not null,
    why text not null,
    made timestamptz not null,
    made_by text not null,
    settled timestamptz,
    settled_by text,
    outcome text check (outcome in ('applied', 'cancelled')),
    check ((settled is null) = (outcome is null))
);
create unique index termination_pending on core.termination (subscription) where settled is null;
create index termination_subscription on core.termination (subscription, id);

-- What was sold and why never changes; a segment may be retracted, once.
create function core.entitlement_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.retracted is null and new.retracted is not null
       and to_jsonb(new) - 'retracted' = to_jsonb(old) - 'retracted' then
        return new;
    end if;
    raise exception '%: % of % (expected: a new row, sold time is never rewritten)',
        tg_table_name, lower(tg_op), old.id using errcode = 'restrict_violation';
end $$;
create trigger kept before update or delete on core.entitlement_segment
    for each row execute function core.entitlement_kept();
create function core.cause_kept() returns trigger language plpgsql as $$
begin
    raise exception '%: % of % (expected: a new row, causes are never rewritten)',
        tg_table_name, lower(tg_op), old.id using errcode = 'restrict_violation';
end $$;
create trigger kept before update or delete on core.entitlement_cause
    for each row execute function core.cause_kept();
create trigger kept before update or delete on core.plan_change_step
    for each row execute function core.cause_kept();
create trigger kept before update or delete on core.subscription_plan
    for each row execute function core.cause_kept();

-- Customers and resellers see their own; who sees a subscription sees what belongs to it.
call core.protect('core.subscription',
                  '(select core.is_staff()) or customer = (select core.actor_customer())
                   or (select core.actor_reseller()) is not null and core.is_of_actor(customer)',
                  '(select core.is_writer())');
do $$
declare
    part text;
begin
    foreach part in array '{entitlement_cause,entitlement_segment,subscription_plan,plan_change,
                            subscription_pause,termination}'::text[]
    loop
        call core.protect(('core.' || part)::regclass,
                          format('(select core.is_staff())
                                  or exists (select from core.subscription as own
                                             where own.id = %I.subscription)', part),
                          '(select core.is_writer())');
    end loop;
end $$;
call core.protect('core.plan_change_step',
                  '(select core.is_staff())
                   or exists (select from core.plan_change as own
                              where own.id = plan_change_step.plan_change)',
                  '(select core.is_writer())');
do $$
declare
    part text;
begin
    foreach part in array '{subscription,entitlement_cause,entitlement_segment,subscription_plan,
                            plan_change,plan_change_step,subscription_pause,termination}'::text[]
    loop
        execute format('drop policy removed on core.%s', part);
        execute format('revoke delete on core.%s from lastmile_app', part);
        call core.watch(('core.' || part)::regclass);
    end loop;
end $$;
