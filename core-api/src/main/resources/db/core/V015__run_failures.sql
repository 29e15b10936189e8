-- A period that cannot be charged is left for the next run with its reason: one customer does not
-- keep all others from being billed.
alter table core.billing_run_item
    drop constraint billing_run_item_state_check,
    add constraint billing_run_item_state_check
        check (state in ('wanted', 'billed', 'changed', 'failed')),
    add column failure text not null default '',
    add constraint billing_run_item_failure check ((state = 'failed') = (failure <> ''));
