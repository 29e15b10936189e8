package io.lastmile.core.billing;

import io.lastmile.core.TestApi;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.ledger.LedgerRoom;
import io.lastmile.core.ledger.Proof;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.Services;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Sells, bills and takes money as the system, in a zone of its own.
final class Desk {
    private static final AtomicLong SOURCES = new AtomicLong();
    static final Account TILL = new Account(AccountKind.CASH_IN_HAND, "till");

    final TestApi api;
    final Services services;
    final LedgerRoom ledger;
    final BillingRoom room;

    Desk(TestApi api, ZoneId zone) {
        this.api = api;
        this.services = new Services(api, zone);
        var customers = api.core.customers().parts().customers();
        this.ledger = new LedgerRoom(api.core.platform(), customers, zone);
        this.room =
                new BillingRoom(
                        api.core.platform(),
                        new BillingRoom.Rooms(
                                customers, api.core.plans().plans(), ledger, services.room));
    }

    /// Value added tax on everything sold, as most ISPs have it.
    static void tax(TestApi api, String percent) {
        Desk desk = new Desk(api, ZoneId.of("Asia/Dhaka"));
        for (String of : List.of("internet", "other")) {
            desk.services.work(() -> {
                desk.room
                        .stores()
                        .taxes()
                        .add(
                                new TaxRule(
                                        "VAT" + percent,
                                        TaxRule.Kind.VAT,
                                        new BigDecimal(percent).movePointLeft(2),
                                        TaxRule.Base.NET_AND_SD,
                                        of,
                                        LocalDate.of(2000, 1, 1),
                                        Optional.empty()));
                return 0;
            });
        }
    }

    LocalDate today() {
        return ledger.stores().ledger().today();
    }

    /// A customer with a prepaid service.
    record Person(int customer, int subscription) {}

    Person person(int plan, Restart restart, int graceDays) {
        int subscription = services.start(plan, restart, graceDays);
        int customer =
                services.work(() -> services.room.stores().subscriptions().find(subscription))
                        .orElseThrow()
                        .customer();
        return new Person(customer, subscription);
    }

    static LineDraft line(String says, long poisha) {
        return new LineDraft(
                LineKind.ONE_OFF,
                new LineDraft.Says(says, "", 1),
                AccountKind.REVENUE_OTHER,
                "other",
                Optional.empty(),
                Money.ZERO,
                new Money(poisha),
                Map.of("rule", "by-hand"));
    }

    /// The id of a final invoice.
    long invoice(int customer, LineDraft... lines) {
        return services.work(() -> {
            long id = room.invoices().draft(customer, List.of(lines)).idOrRefuse();
            return room.invoices().finalise(id, 1).idOrRefuse();
        });
    }

    Incoming incoming(int customer, long poisha) {
        return new Incoming(
                new Origin("payment", SOURCES.incrementAndGet()),
                customer,
                new Money(poisha),
                TILL,
                today(),
                Optional.empty(),
                Optional.empty());
    }

    Incoming buying(Person person, long poisha, int times) {
        Incoming plain = incoming(person.customer(), poisha);
        return new Incoming(
                plain.source(),
                plain.customer(),
                plain.amount(),
                TILL,
                plain.day(),
                Optional.empty(),
                Optional.of(new Incoming.Buying(person.subscription(), times)));
    }

    /// The same money, of another day.
    static Incoming on(LocalDate day, Incoming money) {
        return new Incoming(
                money.source(),
                money.customer(),
                money.amount(),
                money.into(),
                day,
                money.invoice(),
                money.buying());
    }

    Received receive(Incoming incoming) {
        return services.work(() -> room.money().receive(incoming));
    }

    Received.Done done(Incoming incoming) {
        return (Received.Done) receive(incoming);
    }

    Made undo(Incoming incoming, String why) {
        return services.work(() -> room.money().undo(incoming.source(), today(), why));
    }

    Made credit(long invoice, int line, long poisha) {
        return services.work(() ->
                room.credits()
                        .credit(
                                new CreditDraft(
                                        invoice,
                                        CreditReason.GOODWILL,
                                        room.credits().byHand(),
                                        Map.of(line, new Money(poisha)),
                                        "slow")));
    }

    CustomerBalance balance(int customer) {
        return services.work(() -> ledger.stores().books().balance(customer));
    }

    Money open(long invoice) {
        return services.work(() -> room.stores().invoices().head(invoice)).orElseThrow().open();
    }

    Optional<LocalDate> until(int subscription) {
        return services.work(
                () -> services.room.stores().entitlements().paidTime(subscription).until());
    }

    Proof proof() {
        return Actor.system("test")
                .call(() -> api.core.database().read(() -> ledger.stores().proofs().prove()));
    }

    void jobs() {
        Actor.system("earned-revenue").run(() -> room.recognition().run());
    }
}
