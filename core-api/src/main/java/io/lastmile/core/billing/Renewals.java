package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Offer;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Period;
import io.lastmile.core.subscriptions.Purchase;
import io.lastmile.core.subscriptions.Sale;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.core.subscriptions.SubscriptionKind;
import io.lastmile.core.subscriptions.TimeDesk;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return Optional.ofNullable(quotes(Map.of(customer, buying)).get(customer));
    }

    /// What customers want to buy, each of one service, by as many statements as for one; who wants
    /// what is no prepaid service of theirs that runs is left out.
    Map<Integer, Renewal> quotes(Map<Integer, Incoming.Buying> wanted) {
        Map<Integer, Purchase> purchases = purchases(wanted);
        if (purchases.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Offer> offers = below.subscriptions().time().offers(purchases);
        var terms =
                new Terms(
                        stores.discounts().of(List.copyOf(offers.keySet())),
                        stores.taxes().rules(),
                        stores.ledger().openDay(stores.ledger().today()),
                        new HashMap<>());
        Map<Integer, Renewal> renewals = new HashMap<>();
        wanted.forEach((customer, buying) -> {
            Offer offer = offers.get(buying.subscription());
            Purchase purchase = purchases.get(buying.subscription());
            if (offer != null && purchase != null) {
                renewals.put(customer, renewal(customer, buying, purchase, offer, terms));
            }
        });
        return renewals;
    }

    /// By subscription, of those that are prepaid and the customer's own.
    private Map<Integer, Purchase> purchases(Map<Integer, Incoming.Buying> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        LocalDate today = stores.ledger().today();
        List<Integer> ids = wanted.values().stream().map(Incoming.Buying::subscription).toList();
        Set<Integer> leftOn = below.leftOn().leftOn(ids);
        Map<Integer, Purchase> purchases = new HashMap<>();
        for (Subscription found : below.subscriptions().stores().subscriptions().find(ids)) {
            Incoming.Buying buying = wanted.get(found.customer());
            if (found.kind() == SubscriptionKind.PREPAID
                    && buying != null
                    && buying.subscription() == found.id()) {
                boolean on = leftOn.contains(found.id());
                purchases.put(found.id(), new Purchase(today, buying.times(), on));
            }
        }
        return purchases;
    }

    /// What was just issued, for which renewal, and the allocation that completes the payment.
    record Paid(Issued issued, Renewal wanted, Optional<Long> allocation) {}

    /// The allocation that completes the payment is what sells the time: one payment, one
    /// extension. An invoice of nothing is its own payment.
    void extend(List<Paid> paid) {
        if (!paid.isEmpty()) {
            List<TimeDesk.Deal> deals = paid.stream().map(Renewals::deal).toList();
            below.subscriptions().time().sell(deals).forEach(Made::idOrRefuse);
        }
    }

    private static TimeDesk.Deal deal(Paid paid) {
        Issued issued = paid.issued();
        Renewal wanted = paid.wanted();
        Origin origin =
                paid.allocation()
                        .or(() -> Optional.of(issued.lastSpent()).filter(id -> id > 0))
                        .map(id -> new Origin("allocation", id))
                        .orElse(new Origin("invoice", issued.invoice()));
        Money net = issued.taxed().net();
        int subscription = wanted.bill().lines().getFirst().covered().orElseThrow().subscription();
        return new TimeDesk.Deal(
                subscription,
                wanted.offer(),
                new Sale(origin, wanted.purchase(), Optional.of(net)));
    }

    /// What prices depend on beside the offer, read once.
    private record Terms(
            Map<Integer, List<Discount>> discounts,
            TaxRules rules,
            LocalDate day,
            Map<String, PlanVersion> versions) {}

    private Renewal renewal(
            int customer, Incoming.Buying buying, Purchase purchase, Offer offer, Terms terms) {
        Bill bill =
                Bill.of(customer, InvoiceKind.RENEWAL, lines(buying.subscription(), offer, terms));
        Taxed taxed = Issuing.tax(bill, terms.rules(), Issuing.taxDay(bill, terms.day()));
        return new Renewal(purchase, offer, bill, taxed.gross());
    }

    private List<LineDraft> lines(int subscription, Offer offer, Terms terms) {
        List<Discount> discounts = terms.discounts().getOrDefault(subscription, List.of());
        PlanVersion version =
                terms.versions()
                        .computeIfAbsent(
                                offer.plan() + "/" + offer.planVersion(),
                                _ -> below.terms(offer.plan(), offer.planVersion()));
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
