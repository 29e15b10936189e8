-- Shares the books with others who post, then says the last day that is closed, if one is: nobody
-- closes another until the transaction ends. Each query in it sees what was committed by then, so
-- that a period which was closed while this waited is closed.
create function core.ledger_open() returns date language plpgsql as $$
begin
    perform core.ledger_posting();
    return (select max(through) from core.ledger_close);
end $$;
