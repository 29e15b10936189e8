package io.lastmile.core.billing;

import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Cycle;
import io.lastmile.core.subscriptions.CycleSale;
import io.lastmile.core.subscriptions.Cycles;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Does what a billing run wants, a batch in each unit of work: killed anywhere it goes on with
/// what is left, and two who do it at once do each batch once.
final class RunWork {
    private static final System.Logger LOG = System.getLogger(RunWork.class.getName());
    private static final int CUSTOMERS = 400;
    private static final int PERIODS = 2_000;
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
        BooleanSupplier batch = this::batch;
        while (batch.getAsBoolean()) {}
    }

    private boolean batch() {
        try {
            return database.transact(this::some);
        } catch (DatabaseUnavailable away) {
            throw away;
        } catch (RuntimeException failure) {
            return each(failure);
        }
    }

    /// Somebody in the batch cannot be charged: each is charged alone then, and who fails is left
    /// for the next run with the reason, so that nobody waits for him.
    private boolean each(RuntimeException failure) {
        Batch batch = database.transact(this::wanted);
        if (batch.customers().isEmpty()) {
            throw failure;
        }
        for (int customer : batch.customers()) {
            try {
                database.transact(() -> alone(batch.run(), customer));
            } catch (DatabaseUnavailable away) {
                throw away;
            } catch (RuntimeException of) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a customer was not billed: run=%d customer=%d"
                                .formatted(batch.run(), customer),
                        of);
                database.transact(() -> {
                    stores.runs().fail(batch.run(), customer, reason(of));
                    return true;
                });
            }
        }
        return true;
    }

    /// What the innermost cause says, on a line.
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString())
                .lines()
                .findFirst()
                .orElse(cause.toString());
    }

    private record Batch(long run, List<Integer> customers) {}

    private Batch wanted() {
        Optional<BillingRun> run =
                stores.runs().open().filter(one -> one.state() == BillingRun.State.CONFIRMED);
        return new Batch(
                run.map(BillingRun::id).orElse(0L),
                run.stream()
                        .flatMap(one -> stores.runs().next(one.id(), CUSTOMERS, PERIODS).stream())
                        .map(BillingRuns.NewItem::customer)
                        .distinct()
                        .toList());
    }

    private boolean alone(long id, int customer) {
        return stores.runs()
                .lock(id)
                .filter(run -> run.state() == BillingRun.State.CONFIRMED)
                .map(run -> bill(run, stores.runs().wanted(id, customer)))
                .orElse(false);
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

    /// A page of what is due; all periods of a customer are in one page, however many.
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
        if (due.size() == ROWS) {
            boolean alone = due.getFirst().customer() == last;
            whole =
                    alone
                            ? due(run.through(), after, last)
                            : due.stream().filter(cycle -> cycle.customer() != last).toList();
        }
        List<BillingRuns.NewItem> items =
                priced(whole).entrySet().stream()
                        .map(one -> item(one.getKey(), one.getValue()))
                        .toList();
        stores.runs().addItems(run.id(), items);
        stores.runs().move(run.id(), BillingRun.State.RECKONING, whole.getLast().customer());
        return true;
    }

    /// All that is due of the customers after a place up to one of them.
    private List<Cycle> due(LocalDate through, Cycle.Place after, int last) {
        List<Cycle> due = new ArrayList<>();
        Optional<Cycle.Place> from = Optional.of(after);
        while (from.isPresent()) {
            List<Cycle> page = below.subscriptions().cycles().due(through, from, ROWS);
            page.stream().filter(cycle -> cycle.customer() <= last).forEach(due::add);
            boolean more = page.size() == ROWS && page.getLast().customer() <= last;
            from = more ? Optional.of(page.getLast().place()) : Optional.empty();
        }
        return due;
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

    /// The next customers of the run.
    private boolean bill(BillingRun run) {
        List<BillingRuns.NewItem> wanted = stores.runs().next(run.id(), CUSTOMERS, PERIODS);
        if (wanted.isEmpty()) {
            stores.runs().move(run.id(), BillingRun.State.DONE, run.reached());
            return false;
        }
        return bill(run, wanted);
    }

    private boolean bill(BillingRun run, List<BillingRuns.NewItem> wanted) {
        if (wanted.isEmpty()) {
            return false;
        }
        List<Integer> customers =
                wanted.stream().map(BillingRuns.NewItem::customer).distinct().toList();
        stores.locks().take(customers);
        List<Sold> sold = sold(wanted, run.through());
        Map<BillingRuns.NewItem, Long> invoices = invoices(run, sold);
        List<BillingRuns.Settled> settled =
                wanted.stream()
                        .map(item -> settled(item, Optional.ofNullable(invoices.get(item))))
                        .toList();
        stores.runs().settle(run.id(), customers, settled);
        return true;
    }

    private static BillingRuns.Settled settled(BillingRuns.NewItem item, Optional<Long> invoice) {
        return new BillingRuns.Settled(
                item.subscription(),
                item.start(),
                invoice.isPresent() ? BillingRun.ItemState.BILLED : BillingRun.ItemState.CHANGED,
                invoice);
    }

    /// A period that was sold by its charge.
    private record Sold(BillingRuns.NewItem item, long charge, LineDraft line) {}

    /// What is as the preview showed it is sold; the rest stays for the next run.
    private List<Sold> sold(List<BillingRuns.NewItem> wanted, LocalDate through) {
        var after =
                new Cycle.Place(wanted.getFirst().customer() - 1, Integer.MAX_VALUE, LocalDate.MAX);
        Map<BillingRuns.NewItem, LineDraft> now = new HashMap<>();
        priced(due(through, after, wanted.getLast().customer()))
                .forEach((cycle, line) -> now.put(item(cycle, line), line));
        List<BillingRuns.NewItem> same = wanted.stream().filter(now::containsKey).toList();
        List<Sold> sold = new ArrayList<>();
        for (int from = 0; from < same.size(); from += Cycles.ROWS_MAX) {
            int to = Math.min(same.size(), from + Cycles.ROWS_MAX);
            sold.addAll(sell(same.subList(from, to), now));
        }
        return sold;
    }

    private List<Sold> sell(
            List<BillingRuns.NewItem> items, Map<BillingRuns.NewItem, LineDraft> lines) {
        List<Long> charges = stores.runs().chargeIds(items.size());
        List<CycleSale> sales = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            BillingRuns.NewItem item = items.get(i);
            var charge = new Origin("charge", charges.get(i));
            sales.add(
                    new CycleSale(
                            item.subscription(), charge, item.start(), item.stop(), item.net()));
        }
        List<Made> made = below.subscriptions().cycles().sell(sales);
        List<Sold> sold = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (made.get(i) instanceof Made.Done) {
                LineDraft line = Objects.requireNonNull(lines.get(items.get(i)));
                sold.add(new Sold(items.get(i), charges.get(i), line));
            }
        }
        return sold;
    }

    /// A customer has one invoice, or as many as it takes.
    private Map<BillingRuns.NewItem, Long> invoices(BillingRun run, List<Sold> sold) {
        Map<Integer, List<Sold>> byCustomer = new LinkedHashMap<>();
        sold.forEach(one ->
                byCustomer.computeIfAbsent(one.item().customer(), _ -> new ArrayList<>()).add(one));
        List<List<Sold>> papers = new ArrayList<>();
        for (List<Sold> all : byCustomer.values()) {
            for (int from = 0; from < all.size(); from += Bill.LINES_MAX) {
                papers.add(all.subList(from, Math.min(all.size(), from + Bill.LINES_MAX)));
            }
        }
        Map<Integer, List<OneOff>> riding = riding(run, papers);
        List<Issued> issued =
                issuing.issue(
                        papers.stream()
                                .map(paper ->
                                        drawn(
                                                run,
                                                paper,
                                                riding.getOrDefault(of(paper), List.of())))
                                .toList());
        put(issued, riding);
        Map<BillingRuns.NewItem, Long> invoices = new HashMap<>();
        List<BillingRuns.NewCharge> charges = new ArrayList<>();
        for (int i = 0; i < papers.size(); i++) {
            int line = 1;
            for (Sold one : papers.get(i)) {
                BillingRuns.NewItem item = one.item();
                long invoice = issued.get(i).invoice();
                invoices.put(item, invoice);
                charges.add(
                        new BillingRuns.NewCharge(
                                one.charge(),
                                item.subscription(),
                                item.start(),
                                item.stop(),
                                invoice,
                                line++));
            }
        }
        stores.runs().addCharges(charges);
        return invoices;
    }

    private static int of(List<Sold> paper) {
        return paper.getFirst().item().customer();
    }

    /// What waited when the run was begun rides along, as much as fits: on a customer's only paper,
    /// as who has many is behind by years.
    private Map<Integer, List<OneOff>> riding(BillingRun run, List<List<Sold>> papers) {
        Map<Integer, Integer> room = new HashMap<>();
        papers.forEach(paper -> room.merge(of(paper), Bill.LINES_MAX - paper.size(), (_, _) -> 0));
        Map<Integer, List<OneOff>> riding = new HashMap<>();
        for (OneOff charge : stores.oneOffs().waiting(List.copyOf(room.keySet()), run.made())) {
            List<OneOff> of = riding.computeIfAbsent(charge.customer(), _ -> new ArrayList<>());
            if (of.size() < room.getOrDefault(charge.customer(), 0)) {
                of.add(charge);
            }
        }
        return riding;
    }

    private void put(List<Issued> issued, Map<Integer, List<OneOff>> riding) {
        for (Issued one : issued) {
            List<OneOff> of = riding.getOrDefault(one.customer(), List.of());
            if (!of.isEmpty()) {
                stores.oneOffs().put(of.stream().map(OneOff::id).toList(), one.invoice());
            }
        }
    }

    private static Bill drawn(BillingRun run, List<Sold> paper, List<OneOff> riding) {
        return new Bill(
                of(paper),
                InvoiceKind.CYCLE,
                Stream.concat(paper.stream().map(Sold::line), riding.stream().map(OneOff::line))
                        .toList(),
                Optional.of(run.id()),
                Optional.empty());
    }
}
