package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes of plan as people read them: the two lines, and the rule with what it was fed. Call it
/// within a unit of work.
public final class Quotes {
    private final SubscriptionStores stores;
    private final ChangeWork work;

    Quotes(SubscriptionStores stores, ChangeWork work) {
        this.stores = stores;
        this.work = work;
    }

    /// `from` is the plan that it has now, of a pending one. `rule` is empty where no money moves,
    /// and once the quote is settled or out of date.
    public record Quote(
            PlanChange change,
            Optional<Summary.Named> from,
            Summary.Named to,
            Money net,
            boolean fresh,
            boolean scheduled,
            Optional<Rule> rule) {}

    public record Rule(List<Part> credits, List<Part> charges) {
        public Rule {
            credits = List.copyOf(credits);
            charges = List.copyOf(charges);
        }
    }

    /// `amount` = round(`price` × `days` / `wholeDays`), of a credit never more than is left of the
    /// line after `earlier`.
    public record Part(
            LocalDate start,
            LocalDate end,
            long days,
            long wholeDays,
            Money price,
            Money earlier,
            Money amount) {}

    public Optional<Quote> find(long id) {
        return stores.changes().find(id).map(this::of);
    }

    public Optional<Quote> pending(int subscription) {
        return stores.changes().pending(subscription).map(this::of);
    }

    private Quote of(PlanChange change) {
        boolean pending = !change.settled();
        boolean fresh = pending && (change.scheduled() || work.fresh(change));
        boolean money = fresh && change.mode() != ChangeMode.PERIOD_END;
        return new Quote(
                change,
                Optional.of(change.subscription())
                        .filter(_ -> pending)
                        .map(id -> stores.subscriptions().planAt(id, stores.today()))
                        .map(stores::named),
                stores.named(change.plan()),
                change.net(),
                fresh,
                pending && change.scheduled(),
                Optional.of(change).filter(_ -> money).flatMap(this::rule));
    }

    private Optional<Rule> rule(PlanChange change) {
        Exchange.Target target = stores.changes().target(change);
        return work.exchange(change, target)
                .map(exchange ->
                        new Rule(credits(exchange.cut()), charges(exchange.bought(), target)));
    }

    private List<Part> credits(PaidTime.Cut cut) {
        List<Money> credits = stores.credits().each(cut);
        List<Money> earlier = stores.credits().earlier(cut);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < credits.size(); i++) {
            Segment whole = cut.whole().get(i);
            Segment rest = cut.rest().get(i);
            parts.add(
                    new Part(
                            rest.start(),
                            rest.end(),
                            rest.period().days(),
                            whole.period().days(),
                            whole.net(),
                            earlier.get(i),
                            credits.get(i)));
        }
        return parts;
    }

    private static List<Part> charges(List<Segment> bought, Exchange.Target target) {
        return bought.stream()
                .map(segment ->
                        new Part(
                                segment.start(),
                                segment.end(),
                                segment.period().days(),
                                segment.period().wholeDays(),
                                target.price(),
                                Money.ZERO,
                                segment.net()))
                .toList();
    }
}
