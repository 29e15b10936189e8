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
    private final CashDesk cash;
    private final List<Consumer<Routes>> routes;

    public PaymentRoom(Platform platform, Rooms rooms) {
        var db = platform.database().client();
        var clock = platform.clock();
        var ledger = rooms.ledger().stores().ledger();
        this.stores =
                new PaymentStores(
                        new Tills(db, clock), new CashPayments(db, clock), rooms.customers());
        this.counter = new Counter(rooms.billing(), new ServiceRows(db));
        this.cash = new CashDesk(stores, rooms.billing(), ledger);
        this.routes = List.of(new CashRoutes(platform.database(), this)::routes);
        platform.outbox()
                .listen(
                        new Listener("payments")
                                .on(
                                        CustomerErased.class,
                                        heard -> stores.cash().forget(heard.event().customer())));
    }

    /// Reads; they want a unit of work around them.
    public PaymentStores stores() {
        return stores;
    }

    /// What to know of a customer at the cash desk.
    public Counter counter() {
        return counter;
    }

    /// Takes cash.
    public CashDesk cash() {
        return cash;
    }

    public void routes(Routes to) {
        routes.forEach(part -> part.accept(to));
    }
}
