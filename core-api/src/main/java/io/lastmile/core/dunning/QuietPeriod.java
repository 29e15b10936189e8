package io.lastmile.core.dunning;

import java.time.Instant;
import java.time.LocalDate;

/// Days on which nobody is cut off, both among them.
public record QuietPeriod(
        int id, String name, LocalDate firstDay, LocalDate lastDay, Instant made, String madeBy) {
    static final int NAME_LENGTH_MAX = 100;

    QuietTimes.Named named() {
        return new QuietTimes.Named(name, firstDay, lastDay);
    }
}
