-- What stands in a payment is as fixed as its receipt. A line that was somebody else's is taken back
-- and given again, each with a receipt of its own.

-- What the time would have taken of it, with the customer's credit, when somebody said what it was
-- for: less than that keeps no prepaid service on.
alter table core.cheque add cost bigint check (cost >= 0);
alter table core.bank_line add cost bigint check (cost >= 0);
-- The day on which it was assigned: money on its way counts for some days only.
alter table core.bank_line add since date;
-- How many times it was given to somebody; its first receipt's source is `bank`, the second one's
-- `bank-b`.
alter table core.bank_line add attempt int not null default 1 check (attempt between 1 and 26);

-- The cheque, or the hand-over, whose money it is: that is in the books by its own paper.
alter table core.bank_line add cheque bigint unique references core.cheque;
alter table core.bank_line add hand_over bigint unique references core.hand_over;
alter table core.bank_line add check (cheque is null or hand_over is null);
alter table core.bank_line add check (state = 'ignored' or (cheque is null and hand_over is null));

-- The first argument names columns that never change, the second those that are written once.
create function core.payment_kept() returns trigger language plpgsql as $$
declare
    was jsonb = to_jsonb(old);
    becomes jsonb = to_jsonb(new);
    name text;
begin
    foreach name in array string_to_array(tg_argv[0] || ',' || tg_argv[1], ',')
    loop
        if was -> name is distinct from becomes -> name
           and (name = any (string_to_array(tg_argv[0], ',')) or was ->> name is not null) then
            raise exception '% %: % (expected: as it was written)', tg_table_name, old.id, name
                using errcode = 'restrict_violation';
        end if;
    end loop;
    return new;
end $$;

create trigger kept before update on core.cash_payment for each row
    execute function core.payment_kept('id,till,customer,amount,day,made,made_by', '');
create trigger kept before update on core.hand_over for each row
    execute function core.payment_kept('id,till,bank,amount,note,made,made_by',
                                       'counted,into_kind,into_name,settled,settled_by');
create trigger kept before update on core.cheque for each row
    execute function core.payment_kept(
        'id,customer,bank,number,dated,amount,invoice,subscription,times,received,made,made_by',
        'deposited,deposited_by,into_bank,cleared,cleared_by,bounced,bounced_by');
create trigger kept before update on core.bank_line for each row
    execute function core.payment_kept('id,bank,statement,number,day,amount,reference,key', '');

-- Whose a line is stays while its receipt does.
create function core.bank_line_kept() returns trigger language plpgsql as $$
begin
    if old.state = 'received' and new.attempt = old.attempt
       and (new.state, new.customer) is distinct from (old.state, old.customer) then
        raise exception 'bank_line %: received (expected: taken back first)', old.id
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger kept_owner before update on core.bank_line for each row
    execute function core.bank_line_kept();
