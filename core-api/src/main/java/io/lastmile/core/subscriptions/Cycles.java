package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The periods of postpaid services, many at a time (billing.md C.1): what is to be charged, and
/// the sale of what was. The arithmetic is `Extension`'s, as it is at `TimeDesk`; how many queries
/// a page needs depends on the plans in it alone. Call it within a unit of work, a page in each;
/// what was due in a subscription is done first.
public final class Cycles {
    /// Sales of one unit of work: some megabytes of JSON.
    public static final int ROWS_MAX = 5_000;

    private final SubscriptionStores stores;
    private final CycleStates states;
    private final EntitlementBatch batch;
    private final Doors doors;

    Cycles(SubscriptionStores stores, CycleStates states, EntitlementBatch batch, Doors doors) {
        this.stores = stores;
        this.states = states;
        this.batch = batch;
        this.doors = doors;
    }

    /// What is to be charged by a day, in the order of places, after one of them. Who is several
    /// periods behind has as many, each from where the one before ends. A period in which the plan
    /// changed is as many as it had plans; one ends with the service.
    public List<Cycle> due(LocalDate through, Optional<Cycle.Place> after, int rows) {
        TermSheet terms = new TermSheet(stores);
        List<Cycle> due = new ArrayList<>();
        Cycle.Place from = after.orElse(new Cycle.Place(0, 0, LocalDate.MIN));
        boolean more = rows > 0;
        while (more) {
            List<Cycle.Place> page = states.page(through, from, rows + 1);
            for (CycleState state : doors.settled(ids(page))) {
                var cycles = new Turns(terms, state);
                Optional<Cycle> next = cycles.next();
                while (due.size() < rows
                        && next.filter(c -> !c.due().isAfter(through)).isPresent()) {
                    next.filter(after(from)).ifPresent(due::add);
                    next = cycles.next();
                }
            }
            more = page.size() > rows && due.size() < rows;
            from = more ? page.getLast() : from;
        }
        return due;
    }

    private static List<Integer> ids(List<Cycle.Place> page) {
        return page.stream().map(Cycle.Place::subscription).toList();
    }

    private static Predicate<Cycle> after(Cycle.Place place) {
        return cycle -> cycle.place().compareTo(place) > 0;
    }

    /// Sells each once per origin, in their order, if it still is the next period of its
    /// subscription; the answers are in the same order.
    public List<Made> sell(List<CycleSale> sales) {
        if (sales.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "sales: %d (expected: <= %d)".formatted(sales.size(), ROWS_MAX));
        }
        Collection<Integer> ids =
                new TreeSet<>(sales.stream().map(CycleSale::subscription).toList());
        var counter = new Counter(doors.open(ids), batch.find(origins(sales)));
        List<Supplier<Made>> answers = sales.stream().map(counter::taken).toList();
        counter.close();
        return answers.stream().map(Supplier::get).toList();
    }

    private static List<Origin> origins(List<CycleSale> sales) {
        return sales.stream().map(CycleSale::origin).toList();
    }

    /// Takes sales one after the other, and writes them together.
    private final class Counter {
        private final Map<Integer, Turns> turns = new HashMap<>();
        private final Map<Origin, Cause> before;
        private final Map<Origin, EntitlementBatch.Sold> sold = new LinkedHashMap<>();
        private final Map<Origin, Long> causes = new HashMap<>();

        Counter(List<CycleState> states, Map<Origin, Cause> before) {
            TermSheet terms = new TermSheet(stores);
            states.forEach(state -> turns.put(state.subscription().id(), new Turns(terms, state)));
            this.before = before;
        }

        /// What is answered once all are written.
        Supplier<Made> taken(CycleSale sale) {
            int id = sale.subscription();
            Turns its = turns.get(id);
            if (its == null) {
                return () -> new Made.Missing("subscription", id);
            }
            Cause known = before.get(sale.origin());
            if (known != null) {
                Made repeated = known.repeated(id, Cause.Kind.EXTENDED);
                return () -> repeated;
            }
            EntitlementBatch.Sold twice = sold.get(sale.origin());
            if (twice != null) {
                return () -> repeated(sale, twice);
            }
            Optional<Cycle> next = its.peek().filter(cycle -> is(sale, cycle));
            if (next.isEmpty()) {
                Made refused = refused(sale, its.peek());
                return () -> refused;
            }
            its.next();
            sold.put(sale.origin(), sold(sale, next.get()));
            return () -> new Made.Done(cause(sale.origin()));
        }

        private Made repeated(CycleSale sale, EntitlementBatch.Sold twice) {
            if (twice.draft().subscription() != sale.subscription()) {
                throw new IllegalStateException(
                        "%s: subscription %d (expected: %d)"
                                .formatted(
                                        sale.origin(),
                                        sale.subscription(),
                                        twice.draft().subscription()));
            }
            return new Made.Repeated(cause(sale.origin()));
        }

        private long cause(Origin origin) {
            return Objects.requireNonNull(causes.get(origin), origin::toString);
        }

        void close() {
            causes.putAll(batch.add(List.copyOf(sold.values())));
            stores.below()
                    .outbox()
                    .addAll(
                            sold.values().stream()
                                    .map(one ->
                                            new EntitlementExtended(
                                                    one.draft().subscription(),
                                                    cause(one.draft().origin()),
                                                    one.start(),
                                                    one.end()))
                                    .toList());
        }
    }

    private static boolean is(CycleSale sale, Cycle cycle) {
        return sale.start().equals(cycle.period().start())
                && sale.end().equals(cycle.period().end());
    }

    private Made refused(CycleSale sale, Optional<Cycle> next) {
        return doors.refused(
                "period",
                sale.start() + " to " + sale.end(),
                next.map(Cycle::period)
                        .map(period -> period.start() + " to " + period.end())
                        .orElse("none"));
    }

    private static EntitlementBatch.Sold sold(CycleSale sale, Cycle cycle) {
        var draft =
                new Entitlements.Draft(
                        sale.subscription(),
                        sale.origin(),
                        Cause.Kind.EXTENDED,
                        sale.start(),
                        cycle.extension());
        return new EntitlementBatch.Sold(
                draft, List.of(Segment.bought(cycle.offer(), 0, sale.net())));
    }
}
