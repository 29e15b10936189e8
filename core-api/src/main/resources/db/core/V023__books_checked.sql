-- The same promises of the books for a third of the time. A query within a function of SQL was
-- planned anew for each batch; and a plan that was made when the books were short read all batches
-- for each posting, until somebody analysed the table.

create or replace function core.ledger_batch_check() returns trigger language plpgsql as $$
declare
    closed date;
    late record;
begin
    perform core.ledger_posting();
    select coalesce(max(through), '-infinity') into closed from core.ledger_close;
    select b.id, b.day into late from added as b where b.day <= closed limit 1;
    if found then
        raise exception 'batch %: day % (expected: after %, the books are closed through that day)',
            late.id, late.day, closed using errcode = 'check_violation';
    end if;
    return null;
end $$;

-- Each entry asks for its own batch and account: a key of each is all that is read.
create or replace function core.ledger_entry_added() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
declare
    wrong record;
begin
    select e.batch, e.line into wrong
    from added as e
    where (select b.xid = pg_current_xact_id() and b.day = e.day
           from core.ledger_batch as b where b.id = e.batch) is not true
       or (select a.personal = (e.customer is not null)
           from core.ledger_account as a where a.id = e.account) is not true
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
