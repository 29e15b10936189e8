-- Who dropped a charge that waited, and why; those of before have neither.
alter table core.one_off add column dropped_by text;
alter table core.one_off add column drop_reason text;
