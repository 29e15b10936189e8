package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.Optional;

/// A customer's service on a line. `anchor` is the day on which its cycles turn, `graceDays` how
/// long it is left on after its paid time, `ended` the first day without it.
public record Subscription(
        int id,
        long version,
        int customer,
        int line,
        SubscriptionKind kind,
        Anchor anchor,
        Restart restart,
        int graceDays,
        LocalDate started,
        Optional<LocalDate> ended) {
    /// How it goes on after its paid time: postpaid cycles keep their anchor.
    Restart rule() {
        return kind == SubscriptionKind.PREPAID ? restart : Restart.KEEP_ANCHOR;
    }
}
