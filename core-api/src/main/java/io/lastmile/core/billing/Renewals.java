package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Offer;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Period;
import io.lastmile.core.subscriptions.Purchase;
import io.lastmile.core.subscriptions.Sale;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What time of a service costs: the plan's price of each period, less the discounts of its days,
/// and the tax (billing.md C.2, C.5).
final class Renewals {
    private final BillingStores stores;
    private final BillingBelow below;

    Renewals(BillingStores stores, BillingBelow below) {
        this.stores = stores;
        this.below = below;
    }

    /// Empty where that is no prepaid service of the customer that runs.
    Optional<Renewal> quote(int customer, Incoming.Buying buying) {
        LocalDate today = stores.ledger().today();
        boolean leftOn = below.leftOn().leftOn(buying.subscription());
        var purchase = new Purchase(today, buying.times(), leftOn);
        return below.subscriptions()
                .stores()
                .subscriptions()
                .find(buying.subscription())
                .filter(found -> found.customer() == customer)
                .filter(found -> found.kind() == SubscriptionKind.PREPAID)
                .flatMap(found ->
                        below.subscriptions()
                                .time()
                                .offer(found.id(), purchase)
                                .map(offer -> renewal(found, purchase, offer)));
    }

    /// The allocation that completes the payment is what sells the time: one payment, one
    /// extension. An invoice of nothing is its own payment.
    void extend(Issued issued, Renewal wanted, Optional<Long> allocation) {
        Origin origin =
                allocation
                        .or(() -> Optional.of(issued.lastSpent()).filter(id -> id > 0))
                        .map(id -> new Origin("allocation", id))
                        .orElse(new Origin("invoice", issued.invoice()));
        Money net = issued.taxed().net();
        int subscription = wanted.bill().lines().getFirst().covered().orElseThrow().subscription();
        below.subscriptions()
                .time()
                .extend(subscription, new Sale(origin, wanted.purchase(), Optional.of(net)))
                .idOrRefuse();
    }

    private Renewal renewal(Subscription subscription, Purchase purchase, Offer offer) {
        Bill bill =
                Bill.of(
                        subscription.customer(),
                        InvoiceKind.RENEWAL,
                        lines(subscription.id(), offer));
        LocalDate day = stores.ledger().openDay(stores.ledger().today());
        Taxed taxed = Issuing.tax(bill, stores.taxes().rules(), Issuing.taxDay(bill, day));
        return new Renewal(purchase, offer, bill, taxed.gross());
    }

    private List<LineDraft> lines(int subscription, Offer offer) {
        List<Discount> discounts = stores.discounts().of(subscription);
        PlanVersion version = below.terms(offer.plan(), offer.planVersion());
        List<LineDraft> lines = new ArrayList<>();
        for (int i = 0; i < offer.charges().size(); i++) {
            Period period = offer.extension().periods().get(i);
            lines.add(
                    line(
                            new Covered(
                                    subscription,
                                    offer.plan(),
                                    offer.planVersion(),
                                    period.start(),
                                    period.end()),
                            version,
                            new Charged(
                                    offer.charges().get(i),
                                    Discount.of(discounts, period, offer.charges().get(i)),
                                    Map.of(
                                            "rule",
                                            "extension",
                                            "extension",
                                            offer.extension(),
                                            "period",
                                            period,
                                            "price",
                                            version.terms().price()))));
        }
        return lines;
    }

    /// A period's charge, what of it is given up, and why.
    record Charged(Money charge, Money discount, Object why) {}

    /// The line of a period of a service.
    static LineDraft line(Covered covered, PlanVersion version, Charged charged) {
        return new LineDraft(
                LineKind.RECURRING,
                says(version),
                AccountKind.REVENUE_INTERNET,
                version.terms().taxClass(),
                Optional.of(covered),
                charged.discount(),
                charged.charge().minus(charged.discount()),
                charged.why());
    }

    /// A plan as papers call it.
    static LineDraft.Says says(PlanVersion version) {
        String name = version.terms().name();
        String bangla = version.terms().nameBn();
        return new LineDraft.Says(name, bangla.isEmpty() ? name : bangla, 1);
    }
}
