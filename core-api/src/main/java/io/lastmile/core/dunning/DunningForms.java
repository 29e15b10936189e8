package io.lastmile.core.dunning;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import java.time.Instant;
import java.time.LocalDate;

/// Reads what somebody sent. Ends in `done`.
public final class DunningForms {
    static final int DROP_DAYS_MAX = 30;
    static final int AHEAD_DAYS_MAX = 31;
    private static final int NAME_LENGTH_MAX = 100;
    private static final int COUNT_MAX = 1_000_000;

    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));

    /// Somebody is spared until the end of a day.
    public record Sparing(LocalDate lastDay, String why) {}

    /// A list is left alone for so many days.
    public record Dropping(int days, String why) {}

    private DunningForms() {}

    public static Sparing sparing(Fields fields) {
        var sparing =
                new Sparing(
                        DAYS.required(fields, "lastDay"), fields.text("why", Mercy.WHY_LENGTH_MAX));
        fields.done();
        return sparing;
    }

    public static Dropping dropping(Fields fields) {
        var dropping =
                new Dropping(
                        (int) fields.number("days", 1, DROP_DAYS_MAX, 1),
                        fields.text("why", DunningRun.WHY_LENGTH_MAX));
        fields.done();
        return dropping;
    }

    /// How many stood on the list that was read.
    public static int count(Fields fields) {
        int count = (int) fields.number("count", 1, COUNT_MAX);
        fields.done();
        return count;
    }

    public static QuietTimes.Named period(Fields fields) {
        String name = fields.text("name", NAME_LENGTH_MAX);
        LocalDate first = DAYS.required(fields, "firstDay");
        LocalDate last = DAYS.optional(fields, "lastDay").orElse(first);
        if (last.isBefore(first)) {
            fields.refuse("lastDay", last.toString(), "not before " + first);
        }
        fields.done();
        return new QuietTimes.Named(name, first, last);
    }

    public static DunningRules rules(Fields fields, long version) {
        DunningRules rules = DunningRules.read(fields, version);
        fields.done();
        return rules;
    }

    /// How far somebody looks ahead.
    public static int days(Fields query) {
        return (int) query.number("days", 0, AHEAD_DAYS_MAX, 0);
    }

    /// Until the end of so many days from today on.
    public static Instant end(int days, DunningStores stores) {
        return stores.today().plusDays(days + 1L).atStartOfDay(stores.below().zone()).toInstant();
    }
}
