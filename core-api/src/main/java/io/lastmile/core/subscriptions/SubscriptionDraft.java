package io.lastmile.core.subscriptions;

import java.time.LocalDate;

/// A service as somebody wants it to begin. Postpaid cycles keep their anchor.
public record SubscriptionDraft(
        int line,
        int plan,
        SubscriptionKind kind,
        Anchor anchor,
        Restart restart,
        int graceDays,
        LocalDate start) {
    public static final int GRACE_DAYS_MAX = 60;

    public SubscriptionDraft {
        if (graceDays < 0 || graceDays > GRACE_DAYS_MAX) {
            throw new IllegalArgumentException(
                    "grace: %d (expected: 0 to %d)".formatted(graceDays, GRACE_DAYS_MAX));
        }
    }

    /// As most customers begin: prepaid, from a day on, without grace.
    public static SubscriptionDraft prepaid(int line, int plan, LocalDate start) {
        return new SubscriptionDraft(
                line, plan, SubscriptionKind.PREPAID, Anchor.of(start), Restart.RESTART, 0, start);
    }
}
