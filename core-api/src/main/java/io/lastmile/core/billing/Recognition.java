package io.lastmile.core.billing;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.EnumNames;
import java.time.LocalDate;
import java.util.List;

/// Months that were paid ahead are earned when they begin (billing.md C.7): each on its own day,
/// whenever that is looked at. Each batch is a unit of work; killed anywhere it goes on with what
/// is left.
final class Recognition {
    private static final int ROWS = 500;

    private final Database database;
    private final BillingStores stores;

    Recognition(Database database, BillingStores stores) {
        this.database = database;
        this.stores = stores;
    }

    void run() {
        boolean more = true;
        while (more) {
            more = database.transact(this::some);
        }
    }

    private boolean some() {
        var due = stores.deferrals().due(stores.ledger().today(), ROWS);
        earn(due);
        return due.size() == ROWS;
    }

    /// Whoever corrects an invoice does first what was due, so that it is all the same when the job
    /// ran.
    void settle(long invoice) {
        earn(stores.deferrals().dueOf(invoice, stores.ledger().today()));
    }

    private void earn(List<Deferrals.Deferral> due) {
        if (due.isEmpty()) {
            return;
        }
        stores.ledger()
                .postAll(due.stream().map(this::posting).toList())
                .forEach(posted -> posted.batchOrRefuse());
        stores.deferrals().settle(due.stream().map(Deferrals.Deferral::id).toList(), true);
    }

    private Posting posting(Deferrals.Deferral deferral) {
        LocalDate day = stores.ledger().openDay(deferral.what().day());
        Account earned = Account.of(EnumNames.constant(AccountKind.class, deferral.account()));
        return new Posting(
                new Source("deferral", deferral.id(), "earned"),
                day,
                "Earned of invoice " + deferral.what().invoice(),
                List.of(
                        Entry.debit(
                                Account.of(AccountKind.DEFERRED_REVENUE), deferral.what().amount()),
                        Entry.credit(earned, deferral.what().amount())));
    }
}
