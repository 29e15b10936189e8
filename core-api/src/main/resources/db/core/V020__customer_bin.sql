-- Who is registered for VAT has a BIN, which a tax invoice (Mushak 6.3) names.
alter table core.customer add column bin text not null default ''
    check (bin = '' or bin ~ '^[0-9]{9}-[0-9]{4}$');
