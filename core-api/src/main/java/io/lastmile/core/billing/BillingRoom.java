package io.lastmile.core.billing;

import io.lastmile.core.customers.Customers;
import io.lastmile.core.ledger.LedgerRoom;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.SubscriptionRoom;
import java.time.Duration;

/// The room's parts, wired.
public final class BillingRoom {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration RUNS_EVERY = Duration.ofSeconds(5);
    private static final Duration RENEWALS_EVERY = Duration.ofMinutes(5);

    /// What it stands on.
    public record Rooms(
            Customers customers, Plans plans, LedgerRoom ledger, SubscriptionRoom subscriptions) {}

    private final BillingStores stores;
    private final BillingBelow below;
    private final Issuing issuing;
    private final MoneyDesk money;
    private final CreditSales sales;
    private final OneOffDesk oneOffs;
    private final UnusedTime unused;
    private final CreditDesk credits;
    private final ChangeMoney changes;
    private final InvoiceDesk invoices;
    private final RunDesk runs;
    private final TermsDesk terms;
    private final RunWork runWork;
    private final Recognition recognition;

    private final Database database;

    public BillingRoom(Platform platform, Rooms rooms) {
        this.database = platform.database();
        this.stores = BillingStores.of(platform, rooms.ledger().stores(), rooms.customers());
        this.below = new BillingBelow(rooms.subscriptions(), rooms.plans());
        var spending = new Spending(stores);
        this.issuing = new Issuing(stores, spending);
        this.recognition = new Recognition(platform.database(), stores);
        this.credits = new CreditDesk(stores, recognition, spending);
        this.unused = new UnusedTime(stores, below, credits);
        this.changes = new ChangeMoney(database, stores, below, issuing, credits);
        var renewals = new Renewals(stores, below);
        this.money = new MoneyDesk(stores, renewals, issuing, spending, changes);
        this.oneOffs = new OneOffDesk(stores, issuing);
        this.sales = new CreditSales(database, stores, below, renewals, issuing);
        this.invoices = new InvoiceDesk(stores, below, issuing, recognition, spending);
        this.runs = new RunDesk(stores);
        this.terms = new TermsDesk(stores, rooms.subscriptions().stores());
        this.runWork = new RunWork(platform.database(), stores, below, issuing);
        Claims.ALL.forEach(rooms.ledger().stores().proofs()::add);
        rooms.subscriptions().changes().connect(new ChargedDays(stores)::credited);
        platform.jobs().add("billing-runs", RUNS_EVERY, runWork::run);
        platform.jobs().add("credit-renewals", RENEWALS_EVERY, sales::run);
        platform.jobs().add("earned-revenue", EVERY, recognition::run);
    }

    /// Reads.
    public BillingStores stores() {
        return stores;
    }

    /// Takes money in.
    public MoneyDesk money() {
        return money;
    }

    /// Sells time for credit.
    public CreditSales sales() {
        return sales;
    }

    /// Gives credit for days that an end left unused.
    public UnusedTime unused() {
        return unused;
    }

    /// Charges once.
    public OneOffDesk oneOffs() {
        return oneOffs;
    }

    /// Gives credit.
    public CreditDesk credits() {
        return credits;
    }

    /// Bills and credits changes of plan, and applies them.
    public ChangeMoney changes() {
        return changes;
    }

    /// Invoices by hand, and void ones.
    public InvoiceDesk invoices() {
        return invoices;
    }

    /// Begins, confirms and drops billing runs.
    public RunDesk runs() {
        return runs;
    }

    /// Changes settings, tax rules and discounts.
    public TermsDesk terms() {
        return terms;
    }

    /// Does what a run wants now; for tests that move the clock by hand.
    RunWork runWork() {
        return runWork;
    }

    /// Earns what is due now; for tests that move the clock by hand.
    Recognition recognition() {
        return recognition;
    }

    /// What its jobs would do now, for who moves time by hand.
    public void catchUp() {
        runWork.run();
        sales.run();
        recognition.run();
    }

    public void routes(Routes to) {
        new InvoiceRoutes(database, stores, invoices, credits).routes(to);
        new SlipRoutes(database, stores).routes(to);
        new OwnRoutes(database, stores).routes(to);
        new SaleRoutes(database, stores, sales, unused).routes(to);
        new OneOffRoutes(database, stores, oneOffs).routes(to);
        new RunRoutes(database, stores, runs, changes).routes(to);
        new TermsRoutes(database, stores, below, terms).routes(to);
    }

    /// The room above that switches off says what is off for another reason than money.
    public void bar(Barred barred) {
        below.bar(barred);
    }

    /// The room above that cuts off says who was left on.
    public void connect(LeftOn leftOn) {
        below.connect(leftOn);
    }
}
