package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.Optional;

/// Holidays of a service from a day on: what is left of the paid days follows when it ends. `until`
/// is the day on which it is planned to go on, `resumed` the one on which it did.
public record Pause(
        long id,
        int subscription,
        LocalDate from,
        Optional<LocalDate> until,
        Optional<LocalDate> resumed,
        boolean begun,
        String why) {
    static final int WHY_LENGTH_MAX = 500;
}
