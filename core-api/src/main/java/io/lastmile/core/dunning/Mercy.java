package io.lastmile.core.dunning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A promise or an exemption as somebody gave it; `over` is when it was taken back. Only an
/// exemption wants to be approved.
public record Mercy(
        long id,
        int customer,
        Optional<LocalDate> lastDay,
        String why,
        Instant made,
        String madeBy,
        Optional<Instant> approved,
        Optional<String> approvedBy,
        Optional<Instant> over,
        Optional<String> overBy) {
    static final int WHY_LENGTH_MAX = 500;

    Mercy approved(Optional<Instant> time, Optional<String> by) {
        return new Mercy(id, customer, lastDay, why, made, madeBy, time, by, over, overBy);
    }
}
