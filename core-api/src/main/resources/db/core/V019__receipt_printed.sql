-- What stands on a receipt is kept when the money comes, as on invoices; receipts of before have none
-- and are printed with the names of the day.
alter table core.receipt add column printed jsonb;
