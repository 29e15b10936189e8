-- Who may use the product, and how they prove who they are. Whatever opens something (password,
-- token, code) is kept as a hash, a second factor's secret sealed.

-- Looks after accounts: the same roles as have USERS_CHANGE in the table of permissions.
create function core.is_user_admin() returns boolean language sql stable parallel safe
    return coalesce(core.actor_role() in ('owner', 'admin', 'system'), false);

-- Staff, resellers and technicians. Customers have no account: they are who is behind a mobile.
create table core.account (
    id int generated always as identity primary key,
    login text not null check (login ~ '^[A-Za-z0-9._@+-]{2,100}$'),
    name text not null,
    email text,
    phone text,
    role text not null check (role in ('owner', 'admin', 'billing', 'noc', 'support',
        'field_manager', 'technician', 'reseller', 'auditor')),
    version bigint not null default 1,
    created timestamptz not null,
    changed timestamptz not null,
    changed_by text not null,
    disabled timestamptz,
    disabled_by text,
    disabled_why text
);
create unique index account_login on core.account (lower(login));
create unique index account_email on core.account (lower(email));
create index account_name on core.account (lower(name), id);

-- `id` is the account's. An account without a row has no password yet and cannot log in.
create table core.password (
    id int primary key references core.account on delete cascade,
    hash text not null,
    changed timestamptz not null,
    failures int not null default 0,
    locked_until timestamptz
);

-- A time-based one-time password (RFC 6238). `id` is the account's. `next_secret` is being set up:
-- it replaces `secret` once a code proves that the person has it. Steps up to `last_step` are used
-- up.
create table core.second_factor (
    id int primary key references core.account on delete cascade,
    secret bytea,
    confirmed timestamptz,
    next_secret bytea,
    next_created timestamptz,
    last_step bigint not null default 0,
    failures int not null default 0,
    locked_until timestamptz,
    check ((secret is null) = (confirmed is null))
);

create table core.recovery_code (
    id bigint generated always as identity primary key,
    account int not null references core.account on delete cascade,
    hash bytea not null,
    created timestamptz not null,
    used timestamptz,
    unique (account, hash)
);

-- Kinds staff and customer are logged in. The others are a step on the way there and open nothing
-- else: the second factor is asked for or set up, a one-time code is awaited, one of several
-- customers is chosen.
create table core.session (
    id bigint generated always as identity primary key,
    token_hash bytea not null unique,
    kind text not null check (kind in ('staff', 'customer', 'second', 'enrol', 'code', 'choice')),
    account int references core.account on delete cascade,
    customer int,
    mobile text,
    code bigint,
    created timestamptz not null,
    seen timestamptz not null,
    idle_until timestamptz not null,
    expires timestamptz not null,
    address text not null,
    agent text not null,
    check ((account is not null) = (kind in ('staff', 'second', 'enrol'))),
    check ((mobile is not null) = (kind in ('customer', 'code', 'choice'))),
    check ((code is not null) = (kind = 'code')),
    check ((customer is not null) = (kind = 'customer'))
);
create index session_expires on core.session (expires);
create index session_account on core.session (account);
create index session_customer on core.session (customer);

-- For programs. Scopes are words of permissions, by blanks; a key never may more than its account.
create table core.api_key (
    id int generated always as identity primary key,
    account int not null references core.account on delete cascade,
    name text not null,
    prefix text not null,
    hash bytea not null unique,
    scopes text not null,
    created timestamptz not null,
    expires timestamptz,
    used timestamptz,
    used_from text,
    revoked timestamptz,
    revoked_by text
);
create index api_key_account on core.api_key (account);

-- Sent by letter or handed over: whoever holds the token sets the account's password, once.
create table core.password_reset (
    id bigint generated always as identity primary key,
    account int not null references core.account on delete cascade,
    hash bytea not null unique,
    created timestamptz not null,
    expires timestamptz not null,
    used timestamptz
);
create index password_reset_account on core.password_reset (account);

-- A customer's one-time code, sealed. Numbers that nobody has get a row as well, so that the limits,
-- and with them the answers, are the same. `address` is an IPv4 address or an IPv6 /64.
create table core.login_code (
    id bigint generated always as identity primary key,
    mobile text not null,
    code bytea not null,
    created timestamptz not null,
    expires timestamptz not null,
    address text not null,
    tries int not null default 0,
    used timestamptz
);
create index login_code_mobile on core.login_code (mobile, created);
create index login_code_address on core.login_code (address, created);
create index login_code_created on core.login_code (created);

call core.protect('core.account',
    '(select core.is_staff()) or id = (select core.actor_account())',
    '(select core.is_user_admin())');
call core.protect('core.password',
    '(select core.is_user_admin()) or id = (select core.actor_account())',
    '(select core.is_user_admin()) or id = (select core.actor_account())');
call core.protect('core.second_factor',
    '(select core.is_staff()) or id = (select core.actor_account())',
    '(select core.is_user_admin()) or id = (select core.actor_account())');
call core.protect('core.recovery_code',
    '(select core.is_user_admin()) or account = (select core.actor_account())',
    '(select core.is_user_admin()) or account = (select core.actor_account())');
call core.protect('core.session',
    '(select core.is_user_admin()) or account = (select core.actor_account())
     or customer = (select core.actor_customer())',
    '(select core.is_user_admin()) or account = (select core.actor_account())
     or customer = (select core.actor_customer())');
call core.protect('core.api_key',
    '(select core.is_user_admin()) or account = (select core.actor_account())',
    '(select core.is_user_admin()) or account = (select core.actor_account())');
call core.protect('core.password_reset',
    '(select core.is_user_admin()) or account = (select core.actor_account())',
    '(select core.is_user_admin()) or account = (select core.actor_account())');
call core.protect('core.login_code', '(select core.is_system())', '(select core.is_system())');

-- Counters of wrong tries, the last step and the last use are no changes that anybody reads about.
call core.watch('core.account');
call core.watch('core.recovery_code', 'hash');
call core.watch('core.password_reset', 'hash');
create trigger audited after insert or update of hash or delete on core.password
    for each row execute function core.audit_write('hash', 'failures', 'locked_until');
create trigger audited after update of secret or delete on core.second_factor
    for each row execute function
        core.audit_write('secret', 'next_secret', 'last_step', 'failures', 'locked_until');
create trigger audited after insert or update of revoked or delete on core.api_key
    for each row execute function core.audit_write('hash');
create trigger audited_login after insert on core.session
    for each row when (new.kind in ('staff', 'customer'))
    execute function core.audit_write('token_hash');
create trigger audited_end after delete on core.session
    for each row when (old.kind in ('staff', 'customer'))
    execute function core.audit_write('token_hash');
