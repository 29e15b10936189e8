package io.lastmile.core.dunning;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a subscription has to be off for want of money at an instant, by which rule and on what;
/// `next` is when time alone can change that. `quiet` says why nobody is cut off just then.
public record Verdict(
        Instant at,
        Rule rule,
        boolean nonpay,
        Dossier inputs,
        Limits limits,
        List<Late> open,
        Sums sums,
        Optional<String> quiet,
        Optional<Instant> next) {
    /// The rule that decided; the first that fits, in this order.
    public enum Rule {
        /// The line has another subscription, which is looked at instead.
        FOLLOWED,
        /// It ended: who was off stays so, nobody else is touched.
        ENDED,
        /// Paid days wait.
        PAUSED,
        /// Nothing is missing.
        PAID,
        /// So little is missing that nobody minds.
        TOLERATED,
        GRACE,
        EXEMPT,
        PROMISED,
        /// A payment is on its way.
        COVERED,
        /// A person dropped a list with it.
        PUT_OFF,
        /// Nobody is cut off by the program.
        INACTIVE,
        QUIET,
        /// Off: its paid time is over.
        EXPIRED,
        /// Off: invoices are not paid.
        OVERDUE
    }

    /// What the settings say. `graceDays` are the subscription's own if it is prepaid.
    public record Limits(Money tolerance, int graceDays) {}

    /// An open invoice: past its due day, and past its days of grace too.
    public record Late(Owed owed, boolean overdue, boolean late) {}

    public record Sums(Money open, Money overdue, Money late) {}

    public Verdict {
        open = List.copyOf(open);
    }

    boolean cut() {
        return inputs.cut().isPresent();
    }
}
