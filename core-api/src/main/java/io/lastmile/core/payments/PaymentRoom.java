package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.customers.CustomerErased;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.ledger.LedgerRoom;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.function.Consumer;

/// The room's parts, wired.
public final class PaymentRoom {
    /// What it stands on.
    public record Rooms(Customers customers, LedgerRoom ledger, BillingRoom billing) {}

    private final PaymentStores stores;
    private final Counter counter;
    private final Outcomes outcomes;
    private final CashDesk cash;
    private final HandOverDesk handOvers;
    private final BankDesk banks;
    private final ChequeDesk cheques;
    private final List<Consumer<Routes>> routes;

    public PaymentRoom(Platform platform, Rooms rooms) {
        var database = platform.database();
        var ledger = rooms.ledger().stores().ledger();
        this.stores = PaymentStores.of(platform, rooms.customers());
        this.outcomes = new Outcomes(rooms.billing().stores());
        this.counter = new Counter(rooms.billing(), new ServiceRows(database.client()));
        this.cash = new CashDesk(stores, rooms.billing(), ledger);
        this.handOvers = new HandOverDesk(stores, ledger);
        this.cheques = new ChequeDesk(stores, rooms.billing(), ledger, platform.outbox());
        this.banks = new BankDesk(stores, rooms.billing(), ledger, platform.outbox(), cheques);
        this.routes =
                List.of(
                        new CashRoutes(database, this)::routes,
                        new HandOverRoutes(database, this)::routes,
                        new ChequeRoutes(database, this)::routes,
                        new BankRoutes(database, this)::routes);
        platform.outbox()
                .listen(
                        new Listener("payments")
                                .on(CustomerErased.class, heard -> forget(heard.event())));
    }

    private void forget(CustomerErased erased) {
        stores.cash().forget(erased.customer());
        stores.cheques().forget(erased.customer());
        stores.lines().forget(erased.customer());
    }

    /// Reads; they want a unit of work around them.
    public PaymentStores stores() {
        return stores;
    }

    /// What to know of a customer at the cash desk.
    public Counter counter() {
        return counter;
    }

    /// What money did that came in.
    public Outcomes outcomes() {
        return outcomes;
    }

    /// Takes cash.
    public CashDesk cash() {
        return cash;
    }

    /// Takes cash out of tills.
    public HandOverDesk handOvers() {
        return handOvers;
    }

    /// Where the ISP banks, and whose the money there is.
    public BankDesk banks() {
        return banks;
    }

    /// Follows cheques.
    public ChequeDesk cheques() {
        return cheques;
    }

    public void routes(Routes to) {
        routes.forEach(part -> part.accept(to));
    }
}
