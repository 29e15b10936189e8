package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.ledger.Books;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.ledger.Ledger;
import io.lastmile.core.ledger.LedgerStores;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Platform;
import java.time.Clock;
import java.time.LocalDate;

/// The room's stores, and those below that it writes with. They want a unit of work around them.
public record BillingStores(
        BillingSettings settings,
        TaxTable taxes,
        Papers papers,
        Series series,
        CustomerLocks locks,
        Deferrals deferrals,
        Discounts discounts,
        SoldTime time,
        BillingRuns runs,
        RunFigures figures,
        RunRiders riders,
        Renewables renewables,
        OneOffs oneOffs,
        Below below) {
    /// Documents and what is open of them.
    public record Papers(
            Invoices invoices,
            CreditNotes notes,
            Receipts receipts,
            Allocations allocations,
            Dues dues,
            InvoiceRegister register) {}

    record Below(LedgerStores books, Customers customers, Outbox outbox, Clock clock) {}

    static BillingStores of(Platform platform, LedgerStores books, Customers customers) {
        DbClient db = platform.database().client();
        Clock clock = platform.clock();
        return new BillingStores(
                new BillingSettings(db, clock),
                new TaxTable(db, clock),
                new Papers(
                        new Invoices(db, clock),
                        new CreditNotes(db, clock),
                        new Receipts(db, clock),
                        new Allocations(db, clock),
                        new Dues(db),
                        new InvoiceRegister(db)),
                new Series(db),
                new CustomerLocks(db),
                new Deferrals(db, clock),
                new Discounts(db, clock),
                new SoldTime(db, clock),
                new BillingRuns(db, clock),
                new RunFigures(db),
                new RunRiders(db),
                new Renewables(db),
                new OneOffs(db, clock),
                new Below(books, customers, platform.outbox(), clock));
    }

    public Invoices invoices() {
        return papers.invoices();
    }

    public CreditNotes notes() {
        return papers.notes();
    }

    public Receipts receipts() {
        return papers.receipts();
    }

    public Allocations allocations() {
        return papers.allocations();
    }

    public InvoiceRegister register() {
        return papers.register();
    }

    /// The ISP's day.
    public LocalDate today() {
        return ledger().today();
    }

    /// What customers owe and have.
    public CustomerBalance balance(int customer) {
        return books().balance(customer);
    }

    public Dues dues() {
        return papers.dues();
    }

    Ledger ledger() {
        return below.books().ledger();
    }

    Books books() {
        return below.books().books();
    }

    Customers customers() {
        return below.customers();
    }

    Outbox outbox() {
        return below.outbox();
    }

    Clock clock() {
        return below.clock();
    }
}
