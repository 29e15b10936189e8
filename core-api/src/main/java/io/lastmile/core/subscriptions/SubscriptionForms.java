package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import java.time.LocalDate;
import java.util.Optional;

/// Reads what somebody sent. Ends in `done`.
public final class SubscriptionForms {
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));
    private static final int ID_MAX = 999_999_999;
    private static final int DAY_MAX = 31;

    /// Holidays from a day on.
    public record Holidays(LocalDate from, Optional<LocalDate> until, String why) {}

    /// An end, and the first day without the service.
    public record Ending(LocalDate day, String why) {}

    /// A plan that is wanted instead.
    public record Wanted(int plan, ChangeMode mode) {}

    private SubscriptionForms() {}

    /// The anchor is the first day's, unless it is told.
    public static SubscriptionDraft start(Fields fields) {
        int line = (int) fields.number("line", 1, ID_MAX);
        int plan = (int) fields.number("plan", 1, ID_MAX);
        SubscriptionKind kind = fields.choice("kind", SubscriptionKind.PREPAID);
        Restart restart = fields.choice("restart", Restart.RESTART);
        int grace = (int) fields.number("graceDays", 0, SubscriptionDraft.GRACE_DAYS_MAX, 0);
        LocalDate start = DAYS.required(fields, "start");
        long anchor = fields.number("anchor", 1, DAY_MAX, start.getDayOfMonth());
        fields.done();
        return new SubscriptionDraft(
                line, plan, kind, new Anchor((int) anchor), restart, grace, start);
    }

    public static Holidays holidays(Fields fields) {
        var holidays =
                new Holidays(
                        DAYS.required(fields, "from"),
                        DAYS.optional(fields, "until"),
                        fields.text("why", Pause.WHY_LENGTH_MAX));
        fields.done();
        return holidays;
    }

    public static Ending ending(Fields fields) {
        var ending =
                new Ending(DAYS.required(fields, "day"), fields.text("why", Pause.WHY_LENGTH_MAX));
        fields.done();
        return ending;
    }

    public static Wanted wanted(Fields fields) {
        int plan = (int) fields.number("plan", 1, ID_MAX);
        ChangeMode mode = fields.choice("mode", ChangeMode.PERIOD_END);
        fields.done();
        return new Wanted(plan, mode);
    }

    public static String why(Fields fields) {
        String why = fields.text("why", Pause.WHY_LENGTH_MAX);
        fields.done();
        return why;
    }
}
