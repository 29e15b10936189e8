package io.lastmile.core.billing;

import java.time.LocalDate;

/// The days of a service that a line charges, `end` being the first one that it does not, and the
/// version of the plan whose price it has.
public record Covered(int subscription, int plan, int planVersion, LocalDate start, LocalDate end) {
    public Covered {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException(
                    "days from %s to %s (expected: at least one)".formatted(start, end));
        }
    }
}
