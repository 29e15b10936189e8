package io.lastmile.core.dunning;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What spares a subscription although money is missing: somebody's word, somebody's decision, a
/// payment on its way, a list of suspensions that a person dropped.
public record Mercies(
        Optional<Promised> promise,
        Optional<Exempt> exemption,
        Optional<Cover> cover,
        Optional<Instant> putOff) {
    public static final Mercies NONE =
            new Mercies(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The money comes by the end of `lastDay`.
    public record Promised(long id, LocalDate lastDay) {}

    /// Never, or not before `lastDay` is over.
    public record Exempt(long id, Optional<LocalDate> lastDay) {}

    /// Payments of which nobody knows yet whether they are good: all that are for this subscription
    /// if it is prepaid, else all that are for no other.
    public record Cover(int payments, Money amount) {}
}
