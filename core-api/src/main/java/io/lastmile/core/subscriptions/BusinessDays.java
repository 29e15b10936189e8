package io.lastmile.core.subscriptions;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Days of the ISP's zone and the instants at which they begin; some have 23 hours, some 25.
public record BusinessDays(Clock clock, ZoneId zone) {
    public LocalDate today() {
        return of(clock.instant());
    }

    public LocalDate of(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    public Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
