package io.lastmile.core.dunning;

import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// All that decides whether a subscription is cut off, but for the rules and the time. `paidUntil`
/// is the first day that is not paid; `open` are the customer's invoices that are not settled,
/// which count for a postpaid one; `cut` is since when it is cut off already.
public record Dossier(
        Who who,
        SubscriptionKind kind,
        Life life,
        LocalDate started,
        Optional<LocalDate> paidUntil,
        int graceDays,
        List<Owed> open,
        Mercies mercies,
        Optional<Instant> cut) {
    public record Who(int subscription, int customer, int line) {}

    /// Whether there is a service at all. Of one that ended, `FOLLOWED` says that its line has
    /// another one now.
    public enum Life {
        RUNS,
        PAUSED,
        ENDED,
        FOLLOWED
    }

    public Dossier {
        open = List.copyOf(open);
    }

    boolean prepaid() {
        return kind == SubscriptionKind.PREPAID;
    }

    /// The first day without paid time of a prepaid one.
    LocalDate unpaidFrom() {
        return paidUntil.orElse(started);
    }
}
