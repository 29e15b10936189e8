-- Double entry (billing.md C.7). A batch is what one cause did to the books; its entries sum to
-- zero, debits above zero, credits below. Nothing is ever changed or deleted, not even by the
-- tables' owner: what was wrong is mirrored by another batch.

-- The chart. `name` tells apart accounts of one kind: which gateway, whose till, which bank.
-- `personal` accounts are kept for each customer. `side` is +1 where debits add, -1 where credits.
create table core.ledger_account (
    id int generated always as identity primary key,
    kind text not null,
    name text not null default '',
    side smallint not null check (side in (-1, 1)),
    personal boolean not null,
    check (not personal or name = ''),
    unique (kind, name)
);

-- A cause posts each of its effects once. `day` is the business day that the books count it to,
-- `xid` the transaction that may add its entries.
create table core.ledger_batch (
    id bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    day date not null,
    time timestamptz not null,
    source text not null,
    source_id bigint not null,
    effect text not null,
    says text not null,
    reverses bigint unique references core.ledger_batch,
    made_by text not null,
    unique (source, source_id, effect)
);
create index ledger_batch_day on core.ledger_batch (day, id);

-- Amounts are in poisha. `day` is the batch's, so that sums need no join.
create table core.ledger_entry (
    batch bigint not null references core.ledger_batch,
    line smallint not null check (line > 0),
    day date not null,
    account int not null references core.ledger_account,
    customer int references core.customer,
    amount bigint not null check (amount <> 0),
    primary key (batch, line)
);
create index ledger_entry_account on core.ledger_entry (account, day, batch, line)
    include (amount);
create index ledger_entry_customer on core.ledger_entry (customer, day, batch, line)
    include (account, amount) where customer is not null;

-- The running projection of personal accounts: what a balance costs to read. Room ledger's proof
-- compares it with the entries.
create table core.ledger_balance (
    customer int not null references core.customer,
    account int not null references core.ledger_account,
    amount bigint not null,
    entries bigint not null,
    primary key (customer, account)
);

-- A closed period takes no batch any more. Its totals are what later sums begin with.
create table core.ledger_close (
    id int generated always as identity primary key,
    through date not null unique,
    closed timestamptz not null,
    closed_by text not null,
    why text not null
);
create table core.ledger_total (
    close int not null references core.ledger_close,
    account int not null references core.ledger_account,
    amount numeric not null,
    entries bigint not null,
    primary key (close, account)
);

-- Numbers of what is posted by hand.
create sequence core.ledger_journal;

create function core.ledger_refuse() returns trigger language plpgsql as $$
begin
    raise exception '%: % (expected: a new row, the books are never rewritten)',
        tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;

create function core.ledger_closed_through() returns date language sql stable
    return coalesce((select max(through) from core.ledger_close), '-infinity');

-- Whoever posts shares this with others who post; whoever closes a period waits for them.
create function core.ledger_posting() returns void language sql
    return pg_advisory_xact_lock_shared(hashtext('core.ledger'));
create function core.ledger_closing() returns void language sql
    return pg_advisory_xact_lock(hashtext('core.ledger'));

create function core.ledger_batch_check() returns trigger language plpgsql as $$
declare
    late record;
begin
    perform core.ledger_posting();
    select b.id, b.day into late from added as b where b.day <= core.ledger_closed_through() limit 1;
    if found then
        raise exception 'batch %: day % (expected: after %, the books are closed through that day)',
            late.id, late.day, core.ledger_closed_through() using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger checked after insert on core.ledger_batch referencing new table as added
    for each statement execute function core.ledger_batch_check();

-- Once per batch at its commit: the sum is zero, and there is something.
create function core.ledger_batch_sum() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
declare
    total numeric;
    entries bigint;
begin
    select coalesce(sum(amount), 0), count(*) into total, entries
    from core.ledger_entry where batch = new.id;
    if total <> 0 or entries < 2 then
        raise exception 'batch %: % entries with sum % (expected: at least 2 with sum 0)',
            new.id, entries, total using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger summed after insert on core.ledger_batch
    deferrable initially deferred for each row execute function core.ledger_batch_sum();

-- Entries are added by the transaction that made their batch, and never later. Customers are
-- projected in their order, so that two who post many wait for each other instead of both.
create function core.ledger_entry_added() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
declare
    wrong record;
begin
    select e.batch, e.line into wrong
    from added as e
    join core.ledger_batch as b on b.id = e.batch
    join core.ledger_account as a on a.id = e.account
    where b.xid <> pg_current_xact_id() or b.day <> e.day
       or a.personal <> (e.customer is not null)
    limit 1;
    if found then
        raise exception 'entry % of batch % (expected: of this transaction and its day, with a '
            'customer in personal accounts alone)', wrong.line, wrong.batch
            using errcode = 'check_violation';
    end if;
    insert into core.ledger_balance as was (customer, account, amount, entries)
    select customer, account, sum(amount), count(*)
    from added where customer is not null
    group by customer, account order by customer, account
    on conflict (customer, account) do update
    set amount = was.amount + excluded.amount, entries = was.entries + excluded.entries;
    return null;
end $$;
create trigger projected after insert on core.ledger_entry referencing new table as added
    for each statement execute function core.ledger_entry_added();

call core.protect('core.ledger_account',
                  '(select core.is_staff())
                   or personal and (select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.ledger_entry',
                  '(select core.is_staff()) or customer = (select core.actor_customer())',
                  '(select core.is_writer())');
call core.protect('core.ledger_batch',
                  '(select core.is_staff())
                   or exists (select from core.ledger_entry as own
                              where own.batch = ledger_batch.id
                                and own.customer = (select core.actor_customer()))',
                  '(select core.is_writer())');
call core.protect('core.ledger_close', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.ledger_total', '(select core.is_staff())', '(select core.is_writer())');

do $$
declare
    books text;
begin
    foreach books in array '{ledger_account,ledger_batch,ledger_entry,ledger_close,ledger_total}'::text[]
    loop
        execute format('drop policy changed on core.%s', books);
        execute format('drop policy removed on core.%s', books);
        execute format('revoke update, delete on core.%s from lastmile_app', books);
        execute format('create trigger kept before update or delete or truncate on core.%s '
                       'for each statement execute function core.ledger_refuse()', books);
    end loop;
end $$;

-- Only the entries' trigger, as the owner, keeps the projection, past who sees what.
alter table core.ledger_balance enable row level security;
alter table core.ledger_balance force row level security;
grant select on core.ledger_balance to lastmile_app;
create policy seen on core.ledger_balance for select to lastmile_app
    using ((select core.is_staff()) or customer = (select core.actor_customer()));
create policy projected on core.ledger_balance to current_user using (true) with check (true);
create policy projected on core.ledger_batch for select to current_user using (true);
create policy projected on core.ledger_entry for select to current_user using (true);
create policy projected on core.ledger_account for select to current_user using (true);

call core.watch('core.ledger_account');
call core.watch('core.ledger_close');
