package io.lastmile.core.billing;

import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Cycle;
import io.lastmile.core.subscriptions.CycleSale;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Does what a billing run wants, a batch in each unit of work: killed anywhere it goes on with
/// what is left, and two who do it at once do each batch once.
final class RunWork {
    private static final int CUSTOMERS = 400;

    /// More than was shown: what came due since is passed over.
    private static final int SPARE = 20;

    private static final int ROWS = 1_000;

    private final Database database;
    private final BillingStores stores;
    private final BillingBelow below;
    private final Issuing issuing;

    RunWork(Database database, BillingStores stores, BillingBelow below, Issuing issuing) {
        this.database = database;
        this.stores = stores;
        this.below = below;
        this.issuing = issuing;
    }

    void run() {
        BooleanSupplier batch = () -> database.transact(this::some);
        while (batch.getAsBoolean()) {}
    }

    /// Whether there may be more.
    private boolean some() {
        Optional<BillingRun> open = stores.runs().open();
        return open.isPresent()
                && switch (open.get().state()) {
                    case RECKONING -> reckon(open.get());
                    case CONFIRMED -> bill(open.get());
                    case PREVIEW, DONE, DROPPED -> false;
                };
    }

    /// A page of what is due; all periods of a customer are in one page.
    private boolean reckon(BillingRun run) {
        var after = new Cycle.Place(run.reached(), Integer.MAX_VALUE, LocalDate.MAX);
        List<Cycle> due =
                below.subscriptions().cycles().due(run.through(), Optional.of(after), ROWS);
        if (due.isEmpty()) {
            stores.runs().move(run.id(), BillingRun.State.PREVIEW, run.reached());
            return false;
        }
        int last = due.getLast().customer();
        List<Cycle> whole = due;
        if (due.size() == ROWS && due.getFirst().customer() != last) {
            whole = due.stream().filter(cycle -> cycle.customer() != last).toList();
        }
        List<BillingRuns.NewItem> items =
                priced(whole).entrySet().stream()
                        .map(one -> item(one.getKey(), one.getValue()))
                        .toList();
        stores.runs().addItems(run.id(), items);
        stores.runs().move(run.id(), BillingRun.State.RECKONING, whole.getLast().customer());
        return true;
    }

    private static BillingRuns.NewItem item(Cycle cycle, LineDraft line) {
        return new BillingRuns.NewItem(
                cycle.customer(),
                cycle.subscription(),
                cycle.period().start(),
                cycle.period().end(),
                cycle.plan(),
                cycle.planVersion(),
                line.net());
    }

    private Map<Cycle, LineDraft> priced(List<Cycle> cycles) {
        Map<Integer, List<Discount>> discounts =
                stores.discounts().of(cycles.stream().map(Cycle::subscription).distinct().toList());
        Map<String, PlanVersion> terms = new HashMap<>();
        Map<Cycle, LineDraft> priced = new LinkedHashMap<>();
        for (Cycle cycle : cycles) {
            PlanVersion version =
                    terms.computeIfAbsent(
                            cycle.plan() + "/" + cycle.planVersion(),
                            _ -> below.terms(cycle.plan(), cycle.planVersion()));
            Money off =
                    Discount.of(
                            discounts.getOrDefault(cycle.subscription(), List.of()),
                            cycle.period(),
                            cycle.charge());
            priced.put(cycle, line(cycle, version, off));
        }
        return priced;
    }

    private static LineDraft line(Cycle cycle, PlanVersion version, Money off) {
        var covered =
                new Covered(
                        cycle.subscription(),
                        cycle.plan(),
                        cycle.planVersion(),
                        cycle.period().start(),
                        cycle.period().end());
        var why =
                Map.of(
                        "rule", "cycle",
                        "extension", cycle.extension(),
                        "period", cycle.period(),
                        "price", cycle.price());
        return Renewals.line(covered, version, new Renewals.Charged(cycle.charge(), off, why));
    }

    /// The next customers of the run, each an invoice.
    private boolean bill(BillingRun run) {
        List<BillingRuns.NewItem> wanted = stores.runs().next(run.id(), CUSTOMERS);
        if (wanted.isEmpty()) {
            stores.runs().move(run.id(), BillingRun.State.DONE, run.reached());
            return false;
        }
        List<Integer> customers =
                wanted.stream().map(BillingRuns.NewItem::customer).distinct().toList();
        stores.locks().take(customers);
        Map<BillingRuns.NewItem, Sold> sold = sold(wanted, run.through());
        Map<Integer, List<Sold>> byCustomer = new LinkedHashMap<>();
        sold.values()
                .forEach(one ->
                        byCustomer
                                .computeIfAbsent(one.customer(), _ -> new ArrayList<>())
                                .add(one));
        Map<Integer, Long> invoices = invoices(run, byCustomer);
        List<BillingRuns.Settled> settled = new ArrayList<>();
        for (BillingRuns.NewItem item : wanted) {
            boolean billed = sold.containsKey(item);
            settled.add(
                    new BillingRuns.Settled(
                            item.subscription(),
                            item.start(),
                            billed ? BillingRun.ItemState.BILLED : BillingRun.ItemState.CHANGED,
                            billed
                                    ? Optional.ofNullable(invoices.get(item.customer()))
                                    : Optional.empty()));
        }
        stores.runs().settle(run.id(), customers, settled);
        return true;
    }

    /// A period that was sold by its charge.
    private record Sold(int customer, long charge, Covered covered, LineDraft line) {}

    /// What is as the preview showed it is sold; the rest stays for the next run.
    private Map<BillingRuns.NewItem, Sold> sold(
            List<BillingRuns.NewItem> wanted, LocalDate through) {
        var after =
                new Cycle.Place(wanted.getFirst().customer() - 1, Integer.MAX_VALUE, LocalDate.MAX);
        int last = wanted.getLast().customer();
        List<Cycle> due = new ArrayList<>();
        Optional<Cycle.Place> from = Optional.of(after);
        int rows = wanted.size() + SPARE;
        while (from.isPresent()) {
            List<Cycle> page = below.subscriptions().cycles().due(through, from, rows);
            page.stream().filter(cycle -> cycle.customer() <= last).forEach(due::add);
            boolean more = page.size() == rows && page.getLast().customer() <= last;
            from = more ? Optional.of(page.getLast().place()) : Optional.empty();
        }
        Map<BillingRuns.NewItem, LineDraft> now = new HashMap<>();
        priced(due).forEach((cycle, line) -> now.put(item(cycle, line), line));
        List<BillingRuns.NewItem> same = wanted.stream().filter(now::containsKey).toList();
        List<Long> charges = same.isEmpty() ? List.of() : stores.runs().chargeIds(same.size());
        List<CycleSale> sales = new ArrayList<>();
        for (int i = 0; i < same.size(); i++) {
            BillingRuns.NewItem item = same.get(i);
            sales.add(
                    new CycleSale(
                            item.subscription(),
                            new Origin("charge", charges.get(i)),
                            item.start(),
                            item.stop(),
                            item.net()));
        }
        List<Made> made = below.subscriptions().cycles().sell(sales);
        Map<BillingRuns.NewItem, Sold> sold = new LinkedHashMap<>();
        for (int i = 0; i < same.size(); i++) {
            if (made.get(i) instanceof Made.Done) {
                BillingRuns.NewItem item = same.get(i);
                LineDraft line = now.get(item);
                if (line != null) {
                    sold.put(
                            item,
                            new Sold(
                                    item.customer(),
                                    charges.get(i),
                                    line.covered().orElseThrow(),
                                    line));
                }
            }
        }
        return sold;
    }

    /// By customer.
    private Map<Integer, Long> invoices(BillingRun run, Map<Integer, List<Sold>> sold) {
        List<Bill> bills = new ArrayList<>();
        sold.forEach((customer, lines) ->
                bills.add(
                        new Bill(
                                customer,
                                InvoiceKind.CYCLE,
                                lines.stream().map(Sold::line).toList(),
                                Optional.of(run.id()),
                                Optional.empty())));
        Map<Integer, Long> invoices = new HashMap<>();
        List<BillingRuns.NewCharge> charges = new ArrayList<>();
        for (Issued issued : issuing.issue(bills)) {
            invoices.put(issued.customer(), issued.invoice());
            int line = 1;
            for (Sold one : sold.getOrDefault(issued.customer(), List.of())) {
                charges.add(
                        new BillingRuns.NewCharge(
                                one.charge(),
                                one.covered().subscription(),
                                one.covered().start(),
                                one.covered().end(),
                                issued.invoice(),
                                line++));
            }
        }
        stores.runs().addCharges(charges);
        return invoices;
    }
}
