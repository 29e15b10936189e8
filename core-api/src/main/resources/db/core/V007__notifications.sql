-- What is told to whom, and how that went. A message is written in the transaction of its cause and
-- sent by `Delivery`; state, not absence, says what became of it.

-- How messages leave the house: channels `email` and `sms`, and what holds for all of them.
create table core.message_setting (
    id int generated always as identity primary key,
    name text not null unique check (name in ('email', 'sms', 'site')),
    version bigint not null default 1,
    -- A flat object of texts, read by the same checks as a form.
    value jsonb not null,
    -- The password or key, sealed for its setting.
    secret bytea,
    changed timestamptz not null,
    changed_by text not null
);

-- The newest row of a cause, channel and language holds; without one, or where it is withdrawn, the
-- text that came with the program.
create table core.message_template (
    id bigint generated always as identity primary key,
    cause text not null,
    channel text not null check (channel in ('in-app', 'sms', 'email')),
    language text not null check (language in ('en', 'bn')),
    subject text not null,
    body text not null,
    withdrawn boolean not null default false,
    created timestamptz not null,
    created_by text not null
);
create index message_template_newest
    on core.message_template (cause, channel, language, id desc);

-- Of a customer or of an account: in which language they read, and what they do (not) want.
create table core.message_reader (
    id bigint generated always as identity primary key,
    account int references core.account,
    customer int references core.customer,
    language text not null check (language in ('en', 'bn')),
    -- `cause.channel` of what differs from how things are without a wish.
    wanted text[] not null default '{}',
    unwanted text[] not null default '{}',
    version bigint not null default 1,
    changed timestamptz not null,
    check ((account is null) <> (customer is null))
);
create unique index message_reader_account on core.message_reader (account)
    where account is not null;
create unique index message_reader_customer on core.message_reader (customer)
    where customer is not null;

create table core.message (
    id bigint generated always as identity primary key,
    -- What caused it, the same at every try: an event heard twice writes one message.
    event text not null,
    cause text not null,
    channel text not null check (channel in ('in-app', 'sms', 'email')),
    account int references core.account,
    customer int references core.customer,
    -- Mobile (+880...) or e-mail address; in the app none.
    address text not null,
    recipient text not null,
    language text not null check (language in ('en', 'bn')),
    subject text not null,
    -- Empty where the text is a secret: then it is in `secret`, sealed, until it is sent or expires.
    body text not null,
    secret bytea,
    path text not null default '',
    urgent boolean not null default false,
    state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'dropped')),
    why text not null default '',
    tries int not null default 0,
    due timestamptz not null,
    -- Leases are about machines: their time is the server's own.
    lease_until timestamptz,
    -- Whoever sent it died before writing down how it went: it may have arrived, and is sent once
    -- more.
    uncertain boolean not null default false,
    expires timestamptz not null,
    answer text not null default '',
    created timestamptz not null,
    sent timestamptz,
    read timestamptz
);
create unique index message_once on core.message
    (event, cause, channel, address, coalesce(account, 0), coalesce(customer, 0));
create index message_due on core.message (channel, urgent desc, due, id) where state = 'queued';
create index message_sending on core.message (channel, lease_until) where state = 'sending';
create index message_created on core.message (created desc, id desc);
create index message_account on core.message (account, id desc) where channel = 'in-app';
create index message_customer on core.message (customer, id desc) where customer is not null;
create index message_secret on core.message (expires) where secret is not null;

-- Notices in the app are their reader's alone; the log of what left the house, the staff's.
call core.protect('core.message',
    '(select core.is_system()) or (select core.is_staff()) and channel <> ''in-app''
     or account = (select core.actor_account()) or customer = (select core.actor_customer())',
    '(select core.is_system()) or (select core.is_writer()) and channel <> ''in-app''
     or channel = ''in-app'' and (account = (select core.actor_account())
                                  or customer = (select core.actor_customer()))');
call core.protect('core.message_reader',
    '(select core.is_system()) or (select core.is_staff()) and customer is not null
     or (select core.actor_reseller()) is not null and core.is_of_actor(customer)
     or account = (select core.actor_account()) or customer = (select core.actor_customer())',
    '(select core.is_system()) or (select core.is_writer()) and customer is not null
     or account = (select core.actor_account()) or customer = (select core.actor_customer())');
call core.protect('core.message_setting',
    '(select core.actor_role()) in (''owner'', ''admin'', ''system'')',
    '(select core.actor_role()) in (''owner'', ''admin'', ''system'')');
call core.protect('core.message_template', '(select core.is_staff())',
                  '(select core.is_writer())');
call core.watch('core.message_setting', 'secret');
call core.watch('core.message_template');
call core.watch('core.message_reader');
-- How a message travels is its own record; that somebody sends one again is audited.
create trigger audited after update of state on core.message
    for each row when (old.state in ('failed', 'dropped') and new.state = 'queued')
    execute function core.audit_write('body', 'secret', 'subject', 'address');

create function core.tell_notice() returns trigger language plpgsql as $$
begin
    perform pg_notify('core_notice', '');
    return null;
end $$;
create trigger notice_added after insert on core.message
    for each row when (new.channel = 'in-app') execute function core.tell_notice();
