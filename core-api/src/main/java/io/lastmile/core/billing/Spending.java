package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Credit is put on what is open as soon as both are there: what was given before what was paid,
/// the oldest invoice first (billing.md C.4). The customers are locked by the caller.
final class Spending {
    private final BillingStores stores;

    Spending(BillingStores stores) {
        this.stores = stores;
    }

    /// What is open of these invoices once credit was spent, theirs and what was older.
    List<Issued> spend(List<Issued> issued) {
        Map<Long, List<Allocations.NewAllocation>> made = new HashMap<>();
        for (var allocation : onAll(issued.stream().map(Issued::customer).distinct().toList())) {
            made.computeIfAbsent(allocation.invoice(), _ -> new ArrayList<>()).add(allocation);
        }
        return issued.stream()
                .map(one -> {
                    Issued now = one;
                    for (var allocation : made.getOrDefault(one.invoice(), List.of())) {
                        now = now.spent(allocation.amount(), allocation.id());
                    }
                    return now;
                })
                .toList();
    }

    private record Part(int customer, long invoice, Allocation.From from, Money amount) {}

    /// All credit of these customers on all that they owe.
    List<Allocations.NewAllocation> onAll(List<Integer> customers) {
        var balances = new TreeMap<>(stores.books().balances(customers));
        balances.values().removeIf(balance -> !balance.credit().isPositive());
        if (balances.isEmpty()) {
            return List.of();
        }
        Map<Integer, List<Dues.Due>> open = stores.dues().open(List.copyOf(balances.keySet()));
        List<Part> parts = new ArrayList<>();
        balances.forEach((customer, balance) ->
                parts.addAll(parts(balance, open.getOrDefault(customer, List.of()))));
        return add(parts);
    }

    private static List<Part> parts(CustomerBalance balance, List<Dues.Due> dues) {
        List<Part> parts = new ArrayList<>();
        Money promo = positive(balance.promotional());
        Money advance = positive(balance.refundable());
        for (Dues.Due due : dues) {
            Money given = least(promo, due.open());
            Money paid = least(advance, due.open().minus(given));
            promo = promo.minus(given);
            advance = advance.minus(paid);
            add(parts, due, Allocation.From.PROMO, given);
            add(parts, due, Allocation.From.ADVANCE, paid);
        }
        return parts;
    }

    private static void add(List<Part> parts, Dues.Due due, Allocation.From from, Money amount) {
        if (amount.isPositive()) {
            parts.add(new Part(due.customer(), due.invoice(), from, amount));
        }
    }

    private List<Allocations.NewAllocation> add(List<Part> parts) {
        LocalDate today = stores.ledger().openDay(stores.ledger().today());
        List<Long> ids = parts.isEmpty() ? List.of() : stores.allocations().ids(parts.size());
        List<Allocations.NewAllocation> made = new ArrayList<>();
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            var allocation =
                    new Allocations.NewAllocation(
                            ids.get(i),
                            part.customer(),
                            part.invoice(),
                            part.from(),
                            Optional.empty(),
                            part.amount(),
                            today);
            made.add(allocation);
            postings.add(posting(allocation, "Credit on invoice " + part.invoice()));
        }
        stores.allocations().add(made);
        if (!postings.isEmpty()) {
            stores.ledger().postAll(postings).forEach(posted -> posted.batchOrRefuse());
        }
        return made;
    }

    /// Credit, or money that was credit until the invoice came, becomes what paid it.
    static Posting posting(Allocations.NewAllocation part, String says) {
        AccountKind from =
                part.origin() == Allocation.From.PROMO ? AccountKind.PROMO : AccountKind.ADVANCE;
        return new Posting(
                new Source("allocation", part.id(), "spent"),
                part.day(),
                says,
                List.of(
                        Entry.debit(from, part.customer(), part.amount()),
                        Entry.credit(AccountKind.RECEIVABLE, part.customer(), part.amount())));
    }

    static Money least(Money one, Money other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Money positive(Money amount) {
        return amount.isPositive() ? amount : Money.ZERO;
    }
}
