package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.Optional;

/// What an extension begins with: the rules of the subscription and the first day that is not paid
/// any more, none before the first payment.
public record Standing(
        Anchor anchor, Restart restart, int graceDays, Optional<LocalDate> paidUntil) {
    public Standing {
        if (graceDays < 0) {
            throw new IllegalArgumentException("grace: %d (expected: >= 0)".formatted(graceDays));
        }
    }

    /// The anchor is that of the last paid days, before the first ones the subscription's.
    static Standing of(
            Subscription subscription, Optional<Anchor> last, Optional<LocalDate> paidUntil) {
        return new Standing(
                last.orElse(subscription.anchor()),
                subscription.rule(),
                subscription.graceDays(),
                paidUntil);
    }

    Standing withPaidUntil(LocalDate until, Anchor now) {
        return new Standing(now, restart, graceDays, Optional.of(until));
    }
}
