-- Who is forgotten is found in the messages by index: login codes by number, what staff were told
-- by what it leads to.
create index message_code on core.message (address) where cause = 'login-code';
create index message_path on core.message (path) where account is not null;
