-- The ISP's people. Staff see all of them, a customer itself, a reseller its own.

create table core.customer (
    id int generated always as identity primary key,
    version bigint not null default 1,
    -- Readable, for letters and the telephone; gaps mean nothing.
    number text not null generated always as ('C' || (100000 + id)) stored unique,
    reseller int references core.account,
    name text not null,
    name_bn text not null,
    mobile text not null check (mobile ~ '^[+]8801[3-9][0-9]{8}$'),
    email text not null,
    born date,
    gender text not null check (gender in ('', 'female', 'male', 'other')),
    father text not null,
    mother text not null,
    spouse text not null,
    -- One of the 64 districts that the program knows; `place` is what search finds of it.
    district text not null,
    upazila text not null,
    union_name text not null,
    address text not null,
    postcode text not null,
    place text not null,
    -- Degrees, within Bangladesh.
    latitude numeric(8, 6) check (latitude between 20.3 and 26.8),
    longitude numeric(9, 6) check (longitude between 87.9 and 92.8),
    tags text[] not null default '{}',
    created timestamptz not null,
    changed timestamptz not null,
    changed_by text not null,
    -- Left for good; the row stays for the books.
    closed timestamptz,
    search text generated always as
        (lower('C' || (100000 + id) || E'\n' || name || E'\n' || name_bn || E'\n' || mobile
               || E'\n' || email || E'\n' || address || E'\n' || union_name || E'\n' || upazila
               || E'\n' || place || E'\n' || postcode)) stored,
    check ((latitude is null) = (longitude is null))
);
create index customer_search on core.customer using gin (search gin_trgm_ops);
create index customer_name on core.customer (lower(name) text_pattern_ops);
create index customer_name_bn on core.customer (name_bn text_pattern_ops) where name_bn <> '';
create index customer_mobile on core.customer (mobile);
create index customer_place on core.customer (district, upazila, union_name);
create index customer_reseller on core.customer (reseller, id) where reseller is not null;

-- An identity document's number, sealed for its customer and kind; every reveal leaves an audit
-- row.
create table core.customer_identity (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    kind text not null check (kind in ('nid', 'passport', 'birth-registration')),
    secret bytea not null,
    last_four text not null,
    added timestamptz not null,
    added_by text not null,
    removed timestamptz
);
create unique index customer_identity_kind on core.customer_identity (customer, kind)
    where removed is null;

-- Whom else to reach.
create table core.customer_contact (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    name text not null,
    relation text not null,
    mobile text not null check (mobile = '' or mobile ~ '^[+]8801[3-9][0-9]{8}$'),
    email text not null,
    added timestamptz not null,
    removed timestamptz
);
create index customer_contact_customer on core.customer_contact (customer);

-- What staff noted; customers do not see it.
create table core.customer_note (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    time timestamptz not null,
    written_by text not null,
    text text not null
);
create index customer_note_customer on core.customer_note (customer, id);

-- Consent to use data for a purpose, given or withdrawn; the newest row of a purpose holds.
create table core.customer_consent (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    purpose text not null check (purpose in ('service', 'messages', 'offers', 'churn-score')),
    given boolean not null,
    text text not null,
    time timestamptz not null,
    taken_by text not null
);
create index customer_consent_customer on core.customer_consent (customer, purpose, id);

-- A wish to be forgotten, and what came of it.
create table core.customer_erasure (
    id bigint generated always as identity primary key,
    customer int not null references core.customer,
    requested timestamptz not null,
    requested_by text not null,
    note text not null,
    settled timestamptz,
    settled_by text,
    outcome text
);
create unique index customer_erasure_open on core.customer_erasure (customer)
    where settled is null;

-- Whether the actor is that customer or its reseller.
create function core.is_of_actor(customer int) returns boolean language sql stable
    begin atomic
        select exists (select from core.customer as c
                       where c.id = is_of_actor.customer
                         and (c.id = core.actor_customer()
                              or c.reseller = core.actor_reseller()));
    end;

call core.protect('core.customer',
                  '(select core.is_staff()) or id = (select core.actor_customer())
                   or reseller = (select core.actor_reseller())',
                  '(select core.is_writer()) or reseller = (select core.actor_reseller())');
call core.protect('core.customer_identity', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.protect('core.customer_contact',
                  '(select core.is_staff()) or core.is_of_actor(customer)',
                  '(select core.is_writer())
                   or core.is_of_actor(customer) and (select core.actor_reseller()) is not null');
call core.protect('core.customer_note',
                  '(select core.is_staff())
                   or core.is_of_actor(customer) and (select core.actor_reseller()) is not null',
                  '(select core.is_writer())
                   or core.is_of_actor(customer) and (select core.actor_reseller()) is not null');
call core.protect('core.customer_consent',
                  '(select core.is_staff()) or core.is_of_actor(customer)',
                  '(select core.is_writer()) or customer = (select core.actor_customer())');
call core.protect('core.customer_erasure',
                  '(select core.is_staff()) or core.is_of_actor(customer)',
                  '(select core.is_writer()) or customer = (select core.actor_customer())');
call core.watch('core.customer', 'search');
call core.watch('core.customer_identity', 'secret');
call core.watch('core.customer_contact');
call core.watch('core.customer_note');
call core.watch('core.customer_consent');
call core.watch('core.customer_erasure');
