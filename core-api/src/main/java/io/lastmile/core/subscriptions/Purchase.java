package io.lastmile.core.subscriptions;

import java.time.LocalDate;

/// So many periods bought on a business day; `leftOn` says that the service was not cut although
/// its time was over.
public record Purchase(LocalDate day, int times, boolean leftOn) {
    /// Ten years of months.
    public static final int TIMES_MAX = 120;

    public Purchase {
        if (times < 1 || times > TIMES_MAX) {
            throw new IllegalArgumentException(
                    "times: %d (expected: 1 to %d)".formatted(times, TIMES_MAX));
        }
    }

    Purchase on(LocalDate other) {
        return new Purchase(other, times, leftOn);
    }
}
