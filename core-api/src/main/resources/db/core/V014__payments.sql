-- Money on its way into the books: cash in somebody's till, cheques, lines of bank statements.
-- What came in is a receipt of room billing, by its source; here is where it came from and who has
-- it. Amounts are in poisha, days those of the ISP's zone.

-- Sees every till. Others see their own alone.
create function core.sees_tills() returns boolean language sql stable parallel safe
    return coalesce(core.actor_role() in ('owner', 'admin', 'billing', 'auditor', 'system'), false);

-- One for each who ever took cash. `name` is the ledger account's, and stays when a login changes.
create table core.till (
    id int generated always as identity primary key,
    account int not null unique references core.account,
    name text not null unique,
    opened timestamptz not null
);

-- A receipt's source is `cash` and this id.
create table core.cash_payment (
    id bigint generated always as identity primary key,
    till int not null references core.till,
    customer int not null references core.customer,
    amount bigint not null check (amount > 0),
    day date not null,
    note text not null,
    made timestamptz not null,
    made_by text not null
);
create index cash_payment_till on core.cash_payment (till, id);
create index cash_payment_customer on core.cash_payment (customer, id);

-- Where the ISP banks. `name` is the ledger account's; `columns` says how its statements are read.
create table core.bank_account (
    id int generated always as identity primary key,
    name text not null,
    columns jsonb not null default '{}',
    version bigint not null default 1,
    made timestamptz not null,
    made_by text not null
);
create unique index bank_account_name on core.bank_account (lower(name));

-- `amount` is what the collector says, `counted` what somebody else found; both stay. Without a
-- bank it goes into the till of who counted it.
create table core.hand_over (
    id bigint generated always as identity primary key,
    till int not null references core.till,
    bank int references core.bank_account,
    amount bigint not null check (amount > 0),
    note text not null,
    state text not null check (state in ('waits', 'confirmed', 'refused')),
    made timestamptz not null,
    made_by text not null,
    counted bigint check (counted >= 0),
    into_kind text,
    into_name text,
    settled timestamptz,
    settled_by text,
    why text not null default '',
    check ((state = 'waits') = (settled is null)),
    check ((settled is null) = (settled_by is null)),
    check ((state = 'confirmed') = (counted is not null)),
    check ((state = 'confirmed') = (into_kind is not null)),
    check (coalesce(counted, amount) = amount or why <> '')
);
create index hand_over_waits on core.hand_over (id) where state = 'waits';
create index hand_over_till on core.hand_over (till, id);

-- A promise on paper until it is cleared; a receipt's source is `cheque` and this id. `invoice`, or
-- `subscription` and `times`, is what the payer wants it for.
create table core.cheque (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    bank text not null,
    number text not null,
    dated date not null,
    amount bigint not null check (amount > 0),
    invoice bigint references core.invoice,
    subscription int references core.subscription,
    times int check (times > 0),
    note text not null,
    state text not null check (state in ('received', 'deposited', 'cleared', 'bounced')),
    received date not null,
    made timestamptz not null,
    made_by text not null,
    deposited date,
    deposited_by text,
    into_bank int references core.bank_account,
    cleared date,
    cleared_by text,
    bounced date,
    bounced_by text,
    why text not null default '',
    check ((subscription is null) = (times is null)),
    check (invoice is null or subscription is null),
    check ((deposited is null) = (into_bank is null)),
    check (cleared is null or deposited is not null),
    check ((state = 'bounced') = (bounced is not null)),
    check ((bounced is null) = (why = ''))
);
-- Of one that bounced, another with the same number is another try.
create unique index cheque_once on core.cheque (lower(bank), number) where state <> 'bounced';
create index cheque_state on core.cheque (state, id);
create index cheque_customer on core.cheque (customer, id);

-- A file as it was taken: what of it was new, and which lines nobody could read.
create table core.bank_statement (
    id bigint generated always as identity primary key,
    bank int not null references core.bank_account,
    file_name text not null,
    lines int not null,
    added int not null,
    faults jsonb not null,
    made timestamptz not null,
    made_by text not null
);
create index bank_statement_bank on core.bank_statement (bank, id);

-- Money that came in by bank; a receipt's source is `bank` and this id. `key` is its reference, or
-- what it says and how many times the file said so: it is there once, whoever imports it again.
create table core.bank_line (
    id bigint generated always as identity primary key,
    bank int not null references core.bank_account,
    statement bigint not null references core.bank_statement,
    number int not null,
    day date not null,
    amount bigint not null check (amount > 0),
    reference text not null,
    says text not null,
    sender text not null,
    key text not null,
    state text not null check (state in ('open', 'assigned', 'received', 'ignored')),
    customer int references core.customer,
    invoice bigint references core.invoice,
    subscription int references core.subscription,
    times int check (times > 0),
    settled timestamptz,
    settled_by text,
    why text not null default '',
    unique (bank, key),
    check ((subscription is null) = (times is null)),
    check (state not in ('assigned', 'received') or customer is not null),
    check (state <> 'ignored' or why <> '')
);
create index bank_line_state on core.bank_line (state, id);
create index bank_line_customer on core.bank_line (customer, id) where customer is not null;

call core.protect('core.till',
                  '(select core.sees_tills()) or account = (select core.actor_account())',
                  '(select core.is_writer())');
call core.protect('core.cash_payment',
                  'till in (select id from core.till)', '(select core.is_writer())');
call core.protect('core.hand_over',
                  'till in (select id from core.till)', '(select core.is_writer())');
call core.protect('core.bank_account', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.cheque', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.bank_statement', '(select core.is_staff())', '(select core.is_writer())');
call core.protect('core.bank_line', '(select core.is_staff())', '(select core.is_writer())');
do $$
declare
    kept text;
begin
    foreach kept in array '{till,cash_payment,bank_account,hand_over,cheque,bank_statement,bank_line}'::text[]
    loop
        execute format('drop policy removed on core.%s', kept);
        execute format('revoke delete on core.%s from lastmile_app', kept);
        execute format('call core.watch(%L)', 'core.' || kept);
    end loop;
end $$;
