-- Documents of money and what became of them (billing.md C.4 to C.7). Amounts are in poisha, days
-- those of the ISP's zone. A finalised document never changes: what happens to it later is rows
-- beside it.

-- Who sells, and how. One row.
create table core.billing_setting (
    id int primary key check (id = 1),
    version bigint not null default 1,
    seller text not null default '',
    seller_bn text not null default '',
    address text not null default '',
    address_bn text not null default '',
    bin text not null default '',
    challan boolean not null default false,
    terms_days int not null default 9 check (terms_days between 0 and 90),
    changed timestamptz not null default now(),
    changed_by text not null default ''
);
insert into core.billing_setting (id) values (1);

-- What the law says from a day on (billing.md C.5): entered and confirmed by an accountant.
create table core.tax_rule (
    id int generated always as identity primary key,
    code text not null,
    kind text not null check (kind in ('sd', 'vat')),
    rate numeric(12, 9) not null check (rate between 0 and 10),
    base text not null check (base in ('net', 'net-and-sd')),
    service_class text not null,
    from_day date not null,
    to_day date check (to_day > from_day),
    made timestamptz not null,
    made_by text not null,
    -- The hash is that of a text in a range, for which there is an index without an extension.
    exclude using gist (
        int8range(hashtext(kind || ' ' || service_class),
                  hashtext(kind || ' ' || service_class), '[]') with &&,
        daterange(from_day, to_day) with &&)
);

-- The last number that a document of a kind got in a fiscal year, July to June. Whoever takes
-- numbers holds the row until the documents are there, so that there is no gap.
create table core.document_series (
    entity text not null default '',
    kind text not null,
    fiscal_year int not null,
    last bigint not null check (last > 0),
    primary key (entity, kind, fiscal_year)
);

create table core.billing_run (
    id bigint generated always as identity primary key,
    version bigint not null default 1,
    through date not null,
    state text not null check (state in ('reckoning', 'preview', 'confirmed', 'done', 'dropped')),
    reached int not null default 0,
    made timestamptz not null,
    made_by text not null,
    confirmed timestamptz,
    confirmed_by text,
    finished timestamptz,
    check ((confirmed is null) = (confirmed_by is null))
);
create unique index billing_run_open on core.billing_run ((true))
    where state in ('reckoning', 'preview', 'confirmed');

-- `number`, days and sums are those of the finalised document; a draft has none. `printed` is all
-- else that stands on it.
create table core.invoice (
    id bigint generated always as identity primary key,
    version bigint not null default 1,
    customer int not null references core.customer,
    kind text not null check (kind in ('cycle', 'renewal', 'change', 'by-hand', 'opening')),
    number text unique,
    issue_day date,
    due_day date check (due_day >= issue_day),
    tax_day date,
    net bigint not null,
    sd bigint not null,
    vat bigint not null,
    total bigint not null check (total = net + sd + vat),
    printed jsonb,
    run bigint references core.billing_run,
    made timestamptz not null,
    made_by text not null,
    finalised timestamptz,
    finalised_by text,
    check ((finalised is null) = (number is null) and (finalised is null) = (issue_day is null)
           and (finalised is null) = (due_day is null) and (finalised is null) = (tax_day is null)
           and (finalised is null) = (printed is null)
           and (finalised is null) = (finalised_by is null)),
    check (finalised is null or total >= 0)
);
create index invoice_customer on core.invoice (customer, id);
create index invoice_issue on core.invoice (issue_day, id) where finalised is not null;
create index invoice_draft on core.invoice (id) where finalised is null;
create index invoice_run on core.invoice (run, id) where run is not null;

-- `net` is what is left after `discount`. `why` is the rule of the amount and its inputs, as they
-- were.
create table core.invoice_line (
    invoice bigint not null references core.invoice on delete cascade,
    line smallint not null check (line > 0),
    kind text not null check (kind in ('recurring', 'one-off', 'change-credit', 'change-charge',
                                       'opening')),
    says text not null,
    says_bn text not null,
    quantity int not null check (quantity > 0),
    account text not null,
    service_class text not null,
    subscription int references core.subscription,
    plan int,
    plan_version int,
    start_day date,
    end_day date check (end_day > start_day),
    discount bigint not null check (discount >= 0),
    net bigint not null,
    sd bigint not null,
    vat bigint not null,
    sd_code text not null,
    vat_code text not null,
    why jsonb not null,
    primary key (invoice, line),
    foreign key (plan, plan_version) references core.plan_version (plan, number)
);
create index invoice_line_subscription on core.invoice_line (subscription, start_day)
    where subscription is not null;

-- A finalised invoice that should not have been. Its number stays used.
create table core.invoice_void (
    invoice bigint primary key references core.invoice,
    day date not null,
    why text not null,
    made timestamptz not null,
    made_by text not null
);

-- A period of a postpaid service is charged once, whoever tries; voiding its invoice releases it.
create table core.charge (
    id bigint generated always as identity primary key,
    subscription int not null references core.subscription,
    start_day date not null,
    end_day date not null check (end_day > start_day),
    invoice bigint not null references core.invoice,
    line smallint not null,
    released timestamptz,
    foreign key (invoice, line) references core.invoice_line (invoice, line)
);
create unique index charge_once on core.charge (subscription, start_day) where released is null;
create index charge_invoice on core.charge (invoice);

-- Corrects an invoice, or gives credit for one (billing.md C.6: an own series). `to_due` lowered
-- what was open of it, `to_credit` went to the customer's credit.
create table core.credit_note (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    invoice bigint not null references core.invoice,
    number text not null unique,
    reason text not null check (reason in ('correction', 'goodwill', 'outage', 'change', 'unused',
                                           'dispute')),
    source text not null,
    source_id bigint not null,
    issue_day date not null,
    net bigint not null,
    sd bigint not null,
    vat bigint not null,
    total bigint not null check (total = net + sd + vat and total > 0),
    to_due bigint not null check (to_due >= 0),
    to_credit bigint not null check (to_credit >= 0 and to_due + to_credit = total),
    printed jsonb not null,
    made timestamptz not null,
    made_by text not null,
    unique (source, source_id)
);
create index credit_note_customer on core.credit_note (customer, id);
create index credit_note_invoice on core.credit_note (invoice, id);
create index credit_note_issue on core.credit_note (issue_day, id);

create table core.credit_note_line (
    note bigint not null references core.credit_note,
    invoice bigint not null,
    line smallint not null,
    net bigint not null check (net >= 0),
    sd bigint not null check (sd >= 0),
    vat bigint not null check (vat >= 0),
    primary key (note, line),
    foreign key (invoice, line) references core.invoice_line (invoice, line)
);
create index credit_note_line_line on core.credit_note_line (invoice, line);

-- Numbers of credit notes that somebody wrote by hand.
create sequence core.credit_note_source;

-- Money that came in, once per source: `(payment, 17)`. `into_kind` and `into_name` are the account
-- that has it now.
create table core.receipt (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    source text not null,
    source_id bigint not null,
    day date not null,
    amount bigint not null check (amount > 0),
    into_kind text not null,
    into_name text not null,
    number text not null unique,
    made timestamptz not null,
    made_by text not null,
    unique (source, source_id)
);
create index receipt_customer on core.receipt (customer, id);
create index receipt_day on core.receipt (day, id);

-- Money that turned out to be none: a cheque that bounced, a payment that was charged back.
create table core.receipt_undo (
    receipt bigint primary key references core.receipt,
    day date not null,
    why text not null,
    made timestamptz not null,
    made_by text not null
);

-- Money on an invoice: out of a receipt, or out of credit.
create table core.allocation (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    invoice bigint not null references core.invoice,
    origin text not null check (origin in ('receipt', 'advance', 'promo')),
    receipt bigint references core.receipt,
    amount bigint not null check (amount > 0),
    day date not null,
    made timestamptz not null,
    made_by text not null,
    check ((origin = 'receipt') = (receipt is not null))
);
create index allocation_invoice on core.allocation (invoice, id);
create index allocation_customer on core.allocation (customer, id);
create index allocation_receipt on core.allocation (receipt) where receipt is not null;

create table core.allocation_undo (
    allocation bigint primary key references core.allocation,
    day date not null,
    why text not null,
    made timestamptz not null,
    made_by text not null
);

-- The running projection of what is open; room billing's proof compares it with the rows.
create table core.invoice_due (
    invoice bigint primary key references core.invoice,
    customer int not null references core.customer,
    due_day date not null,
    total bigint not null,
    settled bigint not null default 0 check (settled between 0 and total),
    open bigint generated always as (total - settled) stored
);
create index invoice_due_customer on core.invoice_due (customer, due_day, invoice)
    include (open) where settled < total;
create index invoice_due_day on core.invoice_due (due_day, customer) include (open)
    where settled < total;

-- Charged now, earned when the period begins.
create table core.deferral (
    id bigint generated always as identity primary key,
    invoice bigint not null references core.invoice,
    line smallint not null,
    customer int not null references core.customer,
    day date not null,
    amount bigint not null check (amount > 0),
    settled timestamptz,
    outcome text check (outcome in ('earned', 'taken-back')),
    foreign key (invoice, line) references core.invoice_line (invoice, line),
    check ((settled is null) = (outcome is null))
);
create index deferral_open on core.deferral (day, id) where settled is null;
create index deferral_invoice on core.deferral (invoice, line);

-- Less for a service, from a day on and until the day before another.
create table core.discount (
    id int generated always as identity primary key,
    version bigint not null default 1,
    subscription int not null references core.subscription,
    percent numeric(5, 2) check (percent > 0 and percent <= 100),
    amount bigint check (amount > 0),
    from_day date not null,
    to_day date check (to_day > from_day),
    why text not null,
    made timestamptz not null,
    made_by text not null,
    check ((percent is null) <> (amount is null))
);
create index discount_subscription on core.discount (subscription, from_day);

-- Something that the next bill charges once.
create table core.one_off (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    says text not null,
    says_bn text not null,
    service_class text not null,
    net bigint not null check (net > 0),
    made timestamptz not null,
    made_by text not null,
    invoice bigint references core.invoice,
    dropped timestamptz
);
create index one_off_open on core.one_off (customer, id)
    where invoice is null and dropped is null;

-- What a run would charge, or did; `before` is what the period before cost.
create table core.billing_run_item (
    run bigint not null references core.billing_run,
    customer int not null references core.customer,
    subscription int not null references core.subscription,
    start_day date not null,
    end_day date not null,
    plan int not null,
    plan_version int not null,
    net bigint not null,
    before bigint,
    state text not null check (state in ('wanted', 'billed', 'changed', 'there')),
    invoice bigint references core.invoice,
    primary key (run, customer, subscription, start_day)
);
create index billing_run_item_wanted on core.billing_run_item (run, customer)
    where state = 'wanted';

create function core.billing_kept() returns trigger language plpgsql as $$
begin
    raise exception '%: % (expected: a new row, documents are never rewritten)',
        tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;

-- A draft may change and go; what is finalised stays as it is.
create function core.invoice_kept() returns trigger language plpgsql as $$
begin
    if old.finalised is not null then
        raise exception 'invoice %: % (expected: a credit note, % is final)',
            old.id, lower(tg_op), old.number using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger kept before update or delete on core.invoice
    for each row execute function core.invoice_kept();

-- Lines belong to a draft, or come with the invoice in one transaction.
create function core.invoice_line_kept() returns trigger language plpgsql as $$
begin
    if exists (select from core.invoice as i
               where i.id = old.invoice and i.finalised is not null) then
        raise exception 'invoice_line of %: % (expected: a credit note, it is final)',
            old.invoice, lower(tg_op) using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger kept before update or delete on core.invoice_line
    for each row execute function core.invoice_line_kept();

do $$
declare
    fixed text;
begin
    foreach fixed in array '{invoice_void,credit_note,credit_note_line,receipt,receipt_undo,
                             allocation,allocation_undo}'::text[]
    loop
        execute format('create trigger kept before update or delete or truncate on core.%s '
                       'for each statement execute function core.billing_kept()', fixed);
    end loop;
end $$;

-- What is open follows from the rows, whoever writes them.
create function core.due_opened() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
begin
    insert into core.invoice_due (invoice, customer, due_day, total)
    select id, customer, due_day, total from added where finalised is not null
    on conflict (invoice) do nothing;
    return null;
end $$;
create trigger opened after insert on core.invoice referencing new table as added
    for each statement execute function core.due_opened();
create trigger finalised after update on core.invoice referencing new table as added
    for each statement execute function core.due_opened();

create function core.due_settled() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
begin
    update core.invoice_due as d set settled = d.settled + a.amount
    from (select invoice, sum(amount) as amount from added group by invoice) as a
    where d.invoice = a.invoice;
    return null;
end $$;
create trigger settled after insert on core.allocation referencing new table as added
    for each statement execute function core.due_settled();

create function core.due_reopened() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
begin
    update core.invoice_due as d set settled = d.settled - a.amount
    from (select w.invoice, sum(w.amount) as amount
          from added as u join core.allocation as w on w.id = u.allocation
          group by w.invoice) as a
    where d.invoice = a.invoice;
    return null;
end $$;
create trigger reopened after insert on core.allocation_undo referencing new table as added
    for each statement execute function core.due_reopened();

create function core.due_credited() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
begin
    update core.invoice_due as d set settled = d.settled + a.to_due
    from (select invoice, sum(to_due) as to_due from added group by invoice) as a
    where d.invoice = a.invoice and a.to_due > 0;
    return null;
end $$;
create trigger credited after insert on core.credit_note referencing new table as added
    for each statement execute function core.due_credited();

create function core.due_voided() returns trigger
    language plpgsql security definer set search_path = core, pg_temp as $$
begin
    delete from core.invoice_due as d using added as v where d.invoice = v.invoice;
    return null;
end $$;
create trigger voided after insert on core.invoice_void referencing new table as added
    for each statement execute function core.due_voided();

-- Staff see all; customers and resellers their own, but no drafts.
call core.protect('core.billing_setting', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.tax_rule', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.document_series', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.billing_run', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.billing_run_item', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.protect('core.deferral', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.one_off', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.charge', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.invoice',
                  '(select core.is_staff())
                   or finalised is not null and (customer = (select core.actor_customer())
                      or (select core.actor_reseller()) is not null
                         and core.is_of_actor(customer))',
                  '(select core.is_writer())');
do $$
declare
    part text;
begin
    foreach part in array '{credit_note,receipt,allocation,invoice_due}'::text[]
    loop
        call core.protect(('core.' || part)::regclass,
                          '(select core.is_staff()) or customer = (select core.actor_customer())
                           or (select core.actor_reseller()) is not null
                              and core.is_of_actor(customer)',
                          '(select core.is_writer())');
    end loop;
    foreach part in array '{invoice_line,invoice_void}'::text[]
    loop
        call core.protect(('core.' || part)::regclass,
                          format('(select core.is_staff())
                                  or exists (select from core.invoice as own
                                             where own.id = %I.invoice)', part),
                          '(select core.is_writer())');
    end loop;
end $$;
call core.protect('core.credit_note_line',
                  '(select core.is_staff())
                   or exists (select from core.credit_note as own
                              where own.id = credit_note_line.note)',
                  '(select core.is_writer())');
call core.protect('core.receipt_undo',
                  '(select core.is_staff())
                   or exists (select from core.receipt as own where own.id = receipt_undo.receipt)',
                  '(select core.is_writer())');
call core.protect('core.allocation_undo',
                  '(select core.is_staff())
                   or exists (select from core.allocation as own
                              where own.id = allocation_undo.allocation)',
                  '(select core.is_writer())');
call core.protect('core.discount',
                  '(select core.is_staff())
                   or exists (select from core.subscription as own
                              where own.id = discount.subscription)',
                  '(select core.is_writer())');

-- Only the triggers, as the owner, keep the projection, past who sees what.
drop policy added on core.invoice_due;
drop policy changed on core.invoice_due;
drop policy removed on core.invoice_due;
revoke insert, update, delete on core.invoice_due from lastmile_app;
create policy projected on core.invoice_due to current_user using (true) with check (true);
create policy projected on core.allocation for select to current_user using (true);

call core.watch('core.billing_setting');
call core.watch('core.tax_rule');
call core.watch('core.billing_run');
call core.watch('core.discount');
call core.watch('core.one_off');
