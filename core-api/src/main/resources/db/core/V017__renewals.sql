-- Whether credit prolongs prepaid services only when somebody asks for it.
alter table core.billing_setting add column renew_by_hand boolean not null default false;
