package io.lastmile.core.subscriptions;

import io.lastmile.core.plans.PlanVersion;
import java.time.LocalDate;
import java.util.Optional;

/// The coming periods of one service, each as if those before were sold. They do not end by
/// themselves unless the service does.
final class Turns {
    private final TermSheet terms;
    private CycleState state;

    Turns(TermSheet terms, CycleState state) {
        this.terms = terms;
        this.state = state;
    }

    Optional<Cycle> next() {
        Optional<Cycle> next = peek();
        next.ifPresent(cycle -> state = state.after(cycle.extension()));
        return next;
    }

    /// It is bought on its first day.
    Optional<Cycle> peek() {
        return state.start().map(this::cycle);
    }

    private Cycle cycle(LocalDate start) {
        int plan = state.plans().at(start);
        PlanVersion version = terms.at(plan, start);
        Extension whole =
                Extension.of(
                        state.standing(),
                        Validity.of(version.terms()),
                        new Purchase(start, 1, false));
        Extension extension = state.cut(whole);
        Subscription subscription = state.subscription();
        return new Cycle(
                subscription.customer(),
                subscription.id(),
                subscription.line(),
                subscription.kind(),
                state.due(whole),
                version.terms().price(),
                new Offer(
                        plan,
                        version.number(),
                        extension,
                        extension.charges(version.terms().price())));
    }
}
