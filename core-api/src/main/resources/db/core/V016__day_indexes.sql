-- Reports tell the past from what happened since a day, and a month by its days.
create index allocation_day on core.allocation (day, id);
create index allocation_undo_day on core.allocation_undo (day);
create index invoice_void_day on core.invoice_void (day);
create index receipt_undo_day on core.receipt_undo (day);

-- Documents of a month in the order in which an accountant hands them in.
create index invoice_day_number on core.invoice (issue_day, number) where finalised is not null;
create index credit_note_day_number on core.credit_note (issue_day, number);

-- What receivables by age read of an invoice, without its text.
create index invoice_aged on core.invoice (issue_day, id)
    include (customer, due_day, total, finalised);

create index subscription_ended on core.subscription (ended, id) where ended is not null;

-- Who may see an entry asks whose it is: without the customer in it, each entry that a sum reads
-- from this index is looked up in the table as well.
drop index core.ledger_entry_account;
create index ledger_entry_account on core.ledger_entry (account, day, batch, line)
    include (amount, customer);
