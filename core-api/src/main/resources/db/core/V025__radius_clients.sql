-- Routers that account by RADIUS: from which address their packets come, the secret that they share
-- with the collector (sealed for the router), and where they take changes of a session (CoA).
create table core.radius_client (
    id int generated always as identity primary key,
    router int not null unique references core.router,
    version bigint not null default 1,
    address text not null unique,
    secret bytea not null,
    coa_port int not null check (coa_port between 1 and 65535),
    changed timestamptz not null,
    changed_by text not null
);
call core.protect('core.radius_client', '(select core.is_staff())', '(select core.is_writer())');
call core.watch('core.radius_client', 'secret');

-- What the collector may know of it.
create view core.pollable_radius as
select c.router, c.address, c.secret, c.coa_port
from core.radius_client as c join core.router as r on r.id = c.router
where r.removed is null;

grant create on schema core to lastmile_reader;
alter view core.pollable_radius owner to lastmile_reader;
revoke create on schema core from lastmile_reader;
grant select on core.radius_client to lastmile_reader;
create policy reader on core.radius_client for select to lastmile_reader using (true);
set local role lastmile_reader;
grant select on core.pollable_radius to session_user;
reset role;

create trigger radius_client_changed after insert or update or delete on core.radius_client
    for each statement execute function core.tell_pollable_router();
