package io.lastmile.core.tickets;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// When people work, in the ISP's zone: per weekday, and never on a holiday. A weekday without a
/// span is off. `always` are those of a type whose clock never stops.
public record OfficeHours(
        ZoneId zone, Map<DayOfWeek, Span> week, Set<LocalDate> holidays, boolean always) {
    static final int DAY_MINUTES = 1440;

    /// Minutes of the local day; `closes` 1440 is midnight.
    public record Span(int opens, int closes) {
        public Span {
            if (opens < 0 || closes > DAY_MINUTES || opens >= closes) {
                throw new IllegalArgumentException(
                        "span: %d-%d (expected: within 0-1440)".formatted(opens, closes));
            }
        }
    }

    public OfficeHours {
        week = week.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(week));
        holidays = Set.copyOf(holidays);
        if (!always && week.isEmpty()) {
            throw new IllegalArgumentException("week: no day (expected: one that people work)");
        }
    }

    static OfficeHours ofAllTime(ZoneId zone) {
        return new OfficeHours(zone, Map.of(), Set.of(), true);
    }
}
