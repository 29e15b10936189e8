package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// A quoted change of plan from `day` on, at frozen amounts before tax. `basis` is the last cause
/// that the quote knows. The quote is the charge, to the poisha, or there is none.
public record PlanChange(
        long id,
        int subscription,
        int plan,
        int planVersion,
        long basis,
        LocalDate day,
        ChangeMode mode,
        Money credit,
        Money charge,
        Instant quoted,
        Instant expires,
        boolean settled,
        Set<ChangeStep> steps,
        Optional<Origin> paidBy) {
    public PlanChange {
        steps = Set.copyOf(steps);
    }

    /// What the customer owes for it; below zero it is owed to the customer.
    public Money net() {
        return charge.minus(credit);
    }

    boolean has(ChangeStep step) {
        return steps.contains(step);
    }

    PlanChange on(LocalDate other) {
        return new PlanChange(
                id,
                subscription,
                plan,
                planVersion,
                basis,
                other,
                mode,
                credit,
                charge,
                quoted,
                expires,
                settled,
                steps,
                paidBy);
    }

    /// Waits for its day alone.
    boolean scheduled() {
        return mode == ChangeMode.PERIOD_END && has(ChangeStep.APPROVED);
    }
}
