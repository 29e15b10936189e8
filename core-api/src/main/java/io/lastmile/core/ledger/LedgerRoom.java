package io.lastmile.core.ledger;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.Duration;
import java.time.ZoneId;

/// The room's parts, wired.
public final class LedgerRoom {
    private static final Duration SUMMED_EVERY = Duration.ofMinutes(1);

    private final LedgerStores stores;
    private final LedgerRoutes routes;

    public LedgerRoom(Platform platform, Customers customers, ZoneId zone) {
        DbClient db = platform.database().client();
        var books = new Books(db);
        var closings = new Closings(db, platform.clock(), zone);
        var ledger = new Ledger(db, books, platform.clock(), zone);
        this.stores =
                new LedgerStores(
                        ledger,
                        books,
                        closings,
                        new Proofs(db, platform.clock()),
                        new Journal(db, ledger, books),
                        customers);
        this.routes = new LedgerRoutes(platform.database(), stores);
        platform.jobs()
                .add(
                        "ledger-days",
                        SUMMED_EVERY,
                        () -> platform.database().transact(books::sumDays));
    }

    public LedgerStores stores() {
        return stores;
    }

    public void routes(Routes to) {
        routes.routes(to);
    }
}
