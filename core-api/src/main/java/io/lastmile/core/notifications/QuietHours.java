package io.lastmile.core.notifications;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// A time of day in which nobody wants to be disturbed; it may reach over midnight.
public record QuietHours(LocalTime from, LocalTime to) {
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours: " + from + " to " + to);
        }
    }

    /// When they end, if it is quiet now. A time that a zone's clocks skip is the next that is
    /// there.
    Optional<Instant> end(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = from.isAfter(to);
        boolean quiet =
                overMidnight
                        ? !time.isBefore(from) || time.isBefore(to)
                        : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return Optional.empty();
        }
        boolean tomorrow = overMidnight && !time.isBefore(from);
        ZonedDateTime end = local.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(to).atZone(zone);
        return Optional.of(end.toInstant());
    }
}
