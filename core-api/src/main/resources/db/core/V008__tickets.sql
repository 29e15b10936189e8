-- Complaints and their clock. A customer sees its own tickets, what was said openly in them and the
-- pictures of that; never a note, never the history.

-- Minutes of the local day, ISO weekdays (1 is Monday); opens = closes is a day off.
create table core.office_hours (
    id int primary key check (id between 1 and 7),
    opens int not null check (opens between 0 and 1440),
    closes int not null check (closes between 0 and 1440),
    check (opens <= closes)
);
insert into core.office_hours (id, opens, closes)
select day, 540, case day when 5 then 540 else 1260 end from generate_series(1, 7) as day;

create table core.holiday (
    id int generated always as identity primary key,
    day date not null unique,
    name text not null,
    name_bn text not null
);

-- A team's work.
create table core.ticket_queue (
    id int generated always as identity primary key,
    version bigint not null default 1,
    name text not null,
    name_bn text not null,
    removed timestamptz
);
create unique index ticket_queue_name on core.ticket_queue (lower(name)) where removed is null;

-- `always`: its clock never stops at night. `offered`: customers may choose it.
create table core.ticket_type (
    id int generated always as identity primary key,
    version bigint not null default 1,
    name text not null,
    name_bn text not null,
    priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
    queue int not null references core.ticket_queue,
    always boolean not null,
    offered boolean not null,
    removed timestamptz
);
create unique index ticket_type_name on core.ticket_type (lower(name)) where removed is null;

-- Business minutes until the first answer and until it is solved; a type's own row goes before the
-- one for all types.
create table core.ticket_target (
    id int generated always as identity primary key,
    type int references core.ticket_type,
    priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
    reply_minutes int not null check (reply_minutes between 1 and 100000),
    solve_minutes int not null check (solve_minutes between 1 and 100000)
);
create unique index ticket_target_key on core.ticket_target (coalesce(type, 0), priority);
insert into core.ticket_target (type, priority, reply_minutes, solve_minutes)
values (null, 'urgent', 30, 240), (null, 'high', 60, 480), (null, 'normal', 240, 1440),
       (null, 'low', 480, 4320);

insert into core.ticket_queue (name, name_bn)
values ('Support', 'সাপোর্ট'), ('Network', 'নেটওয়ার্ক'), ('Billing', 'বিলিং'), ('Field', 'মাঠ');
insert into core.ticket_type (name, name_bn, priority, queue, always, offered)
select t.name, t.name_bn, t.priority, queue.id, t.always, t.offered
from (values ('No connection', 'সংযোগ নেই', 'high', 'Network', true, true),
             ('Slow internet', 'ইন্টারনেট ধীর', 'normal', 'Support', false, true),
             ('Bill or payment', 'বিল বা পেমেন্ট', 'normal', 'Billing', false, true),
             ('Move or new connection', 'স্থানান্তর বা নতুন সংযোগ', 'low', 'Field', false, true),
             ('Change of package', 'প্যাকেজ পরিবর্তন', 'low', 'Billing', false, true),
             ('Fibre cut', 'ফাইবার কাটা', 'urgent', 'Field', true, false),
             ('Something else', 'অন্য কিছু', 'normal', 'Support', false, true))
     as t (name, name_bn, priority, queue, always, offered)
join core.ticket_queue as queue on queue.name = t.queue
order by t.priority = 'urgent', t.name = 'Something else', t.name <> 'No connection', t.name;

-- An answer that is written often; `{name}` and `{number}` are filled in.
create table core.canned_reply (
    id int generated always as identity primary key,
    version bigint not null default 1,
    name text not null,
    text text not null,
    text_bn text not null,
    removed timestamptz
);
create unique index canned_reply_name on core.canned_reply (lower(name)) where removed is null;
insert into core.canned_reply (name, text, text_bn)
values ('We are looking',
        'Dear {name}, we have your complaint {number} and are looking at your line.',
        'প্রিয় {name}, আপনার অভিযোগ {number} পেয়েছি। আমরা লাইন পরীক্ষা করছি।'),
       ('Restart the router',
        'Dear {name}, please switch the router off, wait a minute and switch it on again. '
        'Then tell us whether it works.',
        'প্রিয় {name}, রাউটার বন্ধ করে এক মিনিট পর চালু করুন। তারপর কাজ করছে কি না জানান।'),
       ('Solved', 'Dear {name}, your complaint {number} is solved. Write to us if it comes back.',
        'প্রিয় {name}, আপনার অভিযোগ {number} সমাধান হয়েছে। আবার সমস্যা হলে লিখুন।');

-- The one row of what else is set. Complaints are kept half a year at least (BTRC).
create table core.ticket_setting (
    id int primary key check (id = 1),
    version bigint not null default 1,
    reopen_days int not null check (reopen_days between 0 and 90),
    kept_days int not null check (kept_days between 184 and 3650),
    warn_percent int not null check (warn_percent between 5 and 90)
);
insert into core.ticket_setting (id, reopen_days, kept_days, warn_percent) values (1, 7, 400, 25);

-- Serial of complaint numbers. Never reset: a number means one complaint for ever.
create sequence core.ticket_serial;

-- A clock (`reply`, `solve`) runs while `due` is set; `left` is what a stopped one has left, in
-- business seconds. `due_next` is the nearer one of those that run.
create table core.ticket (
    id int generated always as identity primary key,
    version bigint not null default 1,
    number text not null unique check (number ~ '^T[0-9]{2}-[0-9]{6,12}$'),
    customer int not null references core.customer,
    subject text not null,
    type int not null references core.ticket_type,
    queue int not null references core.ticket_queue,
    priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
    line int references core.line,
    -- An alarm's row may go before the ticket does.
    alarm bigint,
    channel text not null check (channel in ('portal', 'staff')),
    state text not null
        check (state in ('new', 'open', 'waiting-customer', 'waiting-third', 'resolved', 'closed',
                         'merged')),
    assignee int references core.account,
    merged_into int references core.ticket,
    opened timestamptz not null,
    opened_by text not null,
    changed timestamptz not null,
    changed_by text not null,
    -- When somebody last said something openly, and who.
    said timestamptz not null,
    said_by text not null check (said_by in ('customer', 'staff')),
    resolved timestamptz,
    closed timestamptz,
    always boolean not null,
    reply_minutes int not null,
    reply_due timestamptz,
    reply_left int,
    reply_warn timestamptz,
    reply_warned timestamptz,
    reply_breached timestamptz,
    reply_met timestamptz,
    solve_minutes int not null,
    solve_due timestamptz,
    solve_left int,
    solve_warn timestamptz,
    solve_warned timestamptz,
    solve_breached timestamptz,
    solve_met timestamptz,
    due_next timestamptz generated always as
        (coalesce(least(reply_due, solve_due), 'infinity')) stored,
    rating int check (rating between 1 and 5),
    rating_text text not null default '',
    erased timestamptz,
    check ((state = 'merged') = (merged_into is not null))
);
create index ticket_customer on core.ticket (customer, id);
create index ticket_work on core.ticket (due_next, id)
    where state not in ('resolved', 'closed', 'merged');
create index ticket_assignee on core.ticket (assignee, id) where assignee is not null;
create index ticket_merged on core.ticket (merged_into) where merged_into is not null;
create index ticket_alarm on core.ticket (alarm) where alarm is not null;
create index ticket_reply_breach on core.ticket (reply_due) where reply_breached is null;
create index ticket_solve_breach on core.ticket (solve_due) where solve_breached is null;
create index ticket_reply_warn on core.ticket (reply_warn) where reply_warned is null;
create index ticket_solve_warn on core.ticket (solve_warn) where solve_warned is null;
create index ticket_resolved on core.ticket (resolved) where state = 'resolved';
create index ticket_closed on core.ticket (closed) where closed is not null;

create table core.ticket_message (
    id bigint generated always as identity primary key,
    ticket int not null references core.ticket,
    time timestamptz not null,
    side text not null check (side in ('customer', 'staff')),
    -- A note among staff.
    internal boolean not null,
    written_by text not null,
    text text not null,
    check (side = 'staff' or not internal)
);
create index ticket_message_ticket on core.ticket_message (ticket, id);

-- A picture, drawn anew from what was sent.
create table core.ticket_file (
    id bigint generated always as identity primary key,
    message bigint not null references core.ticket_message,
    name text not null,
    type text not null check (type in ('image/jpeg', 'image/png')),
    size int not null,
    bytes bytea not null
);
create index ticket_file_message on core.ticket_file (message);

-- What was done to a ticket, by whom and when. An empty actor is the system.
create table core.ticket_event (
    id bigint generated always as identity primary key,
    ticket int not null references core.ticket,
    time timestamptz not null,
    kind text not null,
    actor text not null,
    note text not null
);
create index ticket_event_ticket on core.ticket_event (ticket, id);

call core.protect('core.office_hours', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.holiday', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.ticket_queue', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.ticket_type', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.ticket_target', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.canned_reply',
                  '(select core.actor_role()) is not null
                   and (select core.actor_customer()) is null',
                  '(select core.is_writer())');
call core.protect('core.ticket_setting', '(select core.actor_role()) is not null',
                  '(select core.is_writer())');
call core.protect('core.ticket',
                  '(select core.is_staff()) or customer = (select core.actor_customer())
                   or (select core.actor_reseller()) is null
                      and assignee = (select core.actor_account())
                   or (select core.actor_reseller()) is not null and core.is_of_actor(customer)',
                  '(select core.is_writer()) or customer = (select core.actor_customer())
                   or (select core.actor_role()) = ''technician''
                      and assignee = (select core.actor_account())
                   or (select core.actor_reseller()) is not null and core.is_of_actor(customer)');
call core.protect('core.ticket_message',
                  '(select core.is_staff())
                   or (not internal or (select core.actor_role()) = ''technician'')
                      and exists (select from core.ticket as t
                                  where t.id = ticket_message.ticket)',
                  '(select core.is_writer())
                   or (not internal or (select core.actor_role()) = ''technician'')
                      and exists (select from core.ticket as t
                                  where t.id = ticket_message.ticket)');
call core.protect('core.ticket_file',
                  '(select core.is_staff())
                   or exists (select from core.ticket_message as m
                              where m.id = ticket_file.message)',
                  '(select core.is_writer())
                   or exists (select from core.ticket_message as m
                              where m.id = ticket_file.message)');
call core.protect('core.ticket_event',
                  '(select core.is_staff()) or (select core.actor_role()) = ''technician''
                   and exists (select from core.ticket as t where t.id = ticket_event.ticket)',
                  '(select core.is_writer())
                   or exists (select from core.ticket as t where t.id = ticket_event.ticket)');
call core.watch('core.office_hours');
call core.watch('core.holiday');
call core.watch('core.ticket_queue');
call core.watch('core.ticket_type');
call core.watch('core.ticket_target');
call core.watch('core.canned_reply');
call core.watch('core.ticket_setting');
call core.watch('core.ticket', 'due_next');
