package io.lastmile.core.dunning;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
    public record Cover(List<Part> parts) {
        public Cover {
            parts = List.copyOf(parts);
        }

        public Money amount() {
            return parts.stream().map(Part::amount).reduce(Money.ZERO, Money::plus);
        }

        /// Those that count on a day.
        Cover on(LocalDate day) {
            return new Cover(parts.stream().filter(part -> !day.isAfter(part.lastDay())).toList());
        }

        /// They are what one of them is to buy.
        boolean buys() {
            return parts.stream().anyMatch(part -> part.cost().compareTo(amount()) <= 0);
        }
    }

    /// A payment on its way: it counts through `lastDay`; `cost` is what the time that it is for
    /// takes of it.
    public record Part(Money amount, Money cost, LocalDate lastDay) {}
}
