-- Who is cut off because money is missing, who is reminded before, and who is spared (billing.md
-- C.8). Amounts are in poisha, days those of the ISP's zone; "last days" belong to what they end.

-- How patient this ISP is. One row. Weekdays are 1 (Monday) to 7.
create table core.dunning_setting (
    id int primary key check (id = 1),
    version bigint not null default 1,
    active boolean not null default true,
    tolerance bigint not null default 100 check (tolerance between 0 and 100000000),
    grace_days int not null default 3 check (grace_days between 0 and 60),
    quiet_weekdays int[] not null default '{5}'
        check (quiet_weekdays <@ '{1,2,3,4,5,6,7}' and cardinality(quiet_weekdays) < 7),
    from_hour time not null default '10:00',
    to_hour time not null default '17:00' check (to_hour > from_hour),
    guard_lines int not null default 20 check (guard_lines between 1 and 100000),
    guard_percent int not null default 5 check (guard_percent between 1 and 100),
    remind_days int[] not null default '{3,1,0}'
        check (remind_days <@ '{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14}'),
    late_days int[] not null default '{1,3}'
        check (late_days <@ '{1,2,3,4,5,6,7,8,9,10,11,12,13,14}'),
    remind_hour time not null default '09:00',
    promise_days int not null default 7 check (promise_days between 0 and 60),
    promise_count int not null default 2 check (promise_count between 0 and 30),
    changed timestamptz not null default now(),
    changed_by text not null default ''
);
insert into core.dunning_setting (id) values (1);

-- Days on which nobody is cut off: Eid.
create table core.quiet_period (
    id int generated always as identity primary key,
    name text not null,
    first_day date not null,
    last_day date not null check (last_day >= first_day),
    made timestamptz not null,
    made_by text not null
);
create index quiet_period_last on core.quiet_period (last_day, id);

-- A customer said that the money comes by a day.
create table core.promise (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    last_day date not null,
    why text not null,
    made timestamptz not null,
    made_by text not null,
    withdrawn timestamptz,
    withdrawn_by text,
    check ((withdrawn is null) = (withdrawn_by is null))
);
create index promise_customer on core.promise (customer, id);

-- Somebody who is not cut off before a day is over, once that is approved.
create table core.dunning_exemption (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    last_day date,
    why text not null,
    made timestamptz not null,
    made_by text not null,
    approved timestamptz,
    approved_by text,
    ended timestamptz,
    ended_by text,
    check ((approved is null) = (approved_by is null)),
    check ((ended is null) = (ended_by is null))
);
create unique index dunning_exemption_open on core.dunning_exemption (customer)
    where ended is null;
create index dunning_exemption_waits on core.dunning_exemption (id)
    where ended is null and approved is null;
create index dunning_exemption_customer on core.dunning_exemption (customer, id);

-- More would have been cut off at once than may be without asking. While it asks, its list follows
-- who still would; after that it is history. Who was on a list that was dropped has time `until`;
-- who is on one that was confirmed is looked at once more, then it is `done`.
create table core.dunning_run (
    id bigint generated always as identity primary key,
    version bigint not null default 1,
    state text not null check (state in ('asks', 'confirmed', 'dropped', 'outdated')),
    made timestamptz not null,
    unasked int not null,
    count int not null check (count >= 0),
    settled timestamptz,
    settled_by text,
    why text not null default '',
    until timestamptz,
    begun int not null default 0,
    check ((state = 'asks') = (settled is null)),
    check ((state = 'dropped') = (until is not null))
);
create unique index dunning_run_asks on core.dunning_run ((true)) where state = 'asks';

create table core.dunning_run_item (
    run bigint not null references core.dunning_run,
    subscription int not null references core.subscription,
    customer int not null references core.customer,
    verdict jsonb not null,
    done boolean not null default false,
    primary key (run, subscription)
);
create index dunning_run_item_open on core.dunning_run_item (run, subscription) where not done;
create index dunning_run_item_subscription on core.dunning_run_item (subscription, run);

-- A service is cut off for want of money while its row is not lifted. `verdict` is the rule and its
-- inputs as they were; `run` is the one that a person confirmed.
create table core.nonpay (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    line int not null references core.line,
    customer int not null references core.customer,
    since timestamptz not null,
    verdict jsonb not null,
    run bigint references core.dunning_run,
    lifted timestamptz check (lifted >= since),
    lifted_why jsonb,
    check ((lifted is null) = (lifted_why is null))
);
create unique index nonpay_open on core.nonpay (subscription) where lifted is null;
create index nonpay_line on core.nonpay (line) where lifted is null;
create index nonpay_customer on core.nonpay (customer, id);
create index nonpay_since on core.nonpay (since);

-- When a subscription is to be looked at again: the next instant at which time alone can change
-- what was found. `until_day` is its first unpaid day as it was seen then.
create table core.dunning_watch (
    subscription int primary key references core.subscription,
    next timestamptz,
    judged timestamptz not null default '-infinity',
    until_day date
);
create index dunning_watch_next on core.dunning_watch (next, subscription)
    where next is not null;
create index dunning_watch_judged on core.dunning_watch (judged, subscription);
create index dunning_watch_until on core.dunning_watch (until_day, subscription)
    where until_day is not null;

insert into core.dunning_watch (subscription, next)
select id, '2000-01-01' from core.subscription;

create function core.dunning_watched() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
begin
    insert into core.dunning_watch (subscription, next) values (new.id, '2000-01-01');
    return null;
end $$;
create trigger watched after insert on core.subscription
    for each row execute function core.dunning_watched();

-- What was told once is not told again. `mark` is the day that comes, or came where `days` are
-- below 0: another one is another row.
create table core.dunning_reminder (
    id bigint generated always as identity primary key,
    subscription int references core.subscription,
    invoice bigint references core.invoice,
    mark date not null,
    days int not null,
    made timestamptz not null,
    check ((subscription is null) <> (invoice is null))
);
create unique index dunning_reminder_expiry on core.dunning_reminder (subscription, mark, days)
    where subscription is not null;
create unique index dunning_reminder_due on core.dunning_reminder (invoice, mark, days)
    where invoice is not null;

call core.protect('core.dunning_setting', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.quiet_period', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.promise', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.dunning_exemption', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.protect('core.dunning_run', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.dunning_run_item', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.protect('core.dunning_watch', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.dunning_reminder', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.protect('core.nonpay',
                  '(select core.is_staff()) or customer = (select core.actor_customer())
                   or (select core.actor_reseller()) is not null and core.is_of_actor(customer)',
                  '(select core.is_writer())');
create policy watched on core.dunning_watch to current_user using (true) with check (true);
drop policy added on core.dunning_setting;
drop policy removed on core.dunning_setting;
revoke insert, delete on core.dunning_setting from lastmile_app;
do $$
declare
    kept text;
begin
    foreach kept in array '{nonpay,promise,dunning_exemption,dunning_run}'::text[]
    loop
        execute format('drop policy removed on core.%s', kept);
        execute format('revoke delete on core.%s from lastmile_app', kept);
    end loop;
end $$;
call core.watch('core.dunning_setting');
call core.watch('core.quiet_period');
call core.watch('core.promise');
call core.watch('core.dunning_exemption');
call core.watch('core.dunning_run');
call core.watch('core.nonpay');
