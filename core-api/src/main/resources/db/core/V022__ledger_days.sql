-- What each account's days sum up to, by batches that were all there when they were summed: what an
-- account opens with in the middle of a month is some thirty rows, however many entries it has.
-- Entries of later batches are added when it is read. Room ledger's proof compares it with the
-- entries.
create table core.ledger_day (
    account int not null references core.ledger_account,
    day date not null,
    amount numeric not null,
    entries bigint not null,
    primary key (account, day)
);
create table core.ledger_summed (
    single boolean primary key default true check (single),
    batch bigint not null
);

do $$
declare
    sums text;
begin
    foreach sums in array '{ledger_day,ledger_summed}'::text[]
    loop
        execute format('alter table core.%s enable row level security', sums);
        execute format('alter table core.%s force row level security', sums);
        execute format('grant select on core.%s to lastmile_app', sums);
        execute format('create policy seen on core.%s for select to lastmile_app '
                       'using ((select core.is_staff()))', sums);
        execute format('create policy summed on core.%s to current_user '
                       'using (true) with check (true)', sums);
    end loop;
end $$;
create policy summed on core.ledger_close for select to current_user using (true);
create policy summed on core.ledger_total for select to current_user using (true);

insert into core.ledger_day (account, day, amount, entries)
select account, day, sum(amount), count(*) from core.ledger_entry group by account, day;
insert into core.ledger_summed (batch) select coalesce(max(id), 0) from core.ledger_batch;

-- Sums what came since, unless somebody posts at this moment: nobody waits for it, and no batch with
-- a lower number can come later. The last batch that is summed now; null if nothing was done.
create function core.ledger_sum_days() returns bigint
    language plpgsql security definer set search_path = core, pg_temp as $$
declare
    before bigint;
    last bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('core.ledger')) then
        return null;
    end if;
    select batch into before from core.ledger_summed for update;
    select coalesce(max(id), 0) into last from core.ledger_batch;
    insert into core.ledger_day as was (account, day, amount, entries)
    select account, day, sum(amount), count(*)
    from core.ledger_entry where batch > before and batch <= last
    group by account, day order by account, day
    on conflict (account, day) do update
    set amount = was.amount + excluded.amount, entries = was.entries + excluded.entries;
    update core.ledger_summed set batch = last where batch < last;
    return last;
end $$;

-- The sum of an account's entries before a day, for staff; zero for others, who see none of them.
-- Closed periods begin it. Late entries are looked for day by day, which the index answers.
create function core.ledger_opening(of int, before date) returns numeric
    language plpgsql stable security definer set search_path = core, pg_temp as $$
declare
    closed record;
    summed bigint;
    opening numeric;
begin
    if not core.is_staff() then
        return 0;
    end if;
    select id, through into closed from core.ledger_close
    where through < before order by through desc limit 1;
    select batch into summed from core.ledger_summed;
    select coalesce(sum(amount), 0) into opening from core.ledger_total
    where close = closed.id and account = of;
    return opening
        + (select coalesce(sum(amount), 0) from core.ledger_day
           where account = of and day < before
             and day > coalesce(closed.through, '-infinity'))
        + (select coalesce(sum(late.amount), 0)
           from generate_series(
                    coalesce(closed.through + 1, (select min(day) from core.ledger_batch)),
                    before - 1, interval '1 day') as d (day)
           cross join lateral (select sum(e.amount) as amount from core.ledger_entry as e
                               where e.account = of and e.day = cast(d.day as date)
                                 and e.batch > summed) as late);
end $$;
revoke execute on function core.ledger_sum_days(), core.ledger_opening(int, date) from public;
grant execute on function core.ledger_sum_days(), core.ledger_opening(int, date) to lastmile_app;
