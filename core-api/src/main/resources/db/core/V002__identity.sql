-- The single operator of this version. Identity proper replaces both tables' content, not shape.
create table core.operator (
    login text primary key,
    password_hash text not null,
    changed timestamptz not null,
    failures int not null default 0,
    locked_until timestamptz
);

-- A session is known by the SHA-256 of its token alone.
create table core.session (
    id bigint generated always as identity primary key,
    token_hash bytea not null unique,
    login text not null references core.operator on delete cascade,
    created timestamptz not null,
    seen timestamptz not null,
    expires timestamptz not null,
    address text not null,
    agent text not null
);
create index session_expires on core.session (expires);

call core.protect('core.operator', '(select core.is_system())', '(select core.is_system())');
call core.protect('core.session', '(select core.is_system())', '(select core.is_system())');
