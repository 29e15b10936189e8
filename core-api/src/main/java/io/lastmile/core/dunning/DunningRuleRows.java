package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.ZoneOffset;

/// The one row of the rules. Call it within a unit of work.
public final class DunningRuleRows {
    private static final String FIND =
            """
            select version, active, tolerance, grace_days,
                   array_to_string(quiet_weekdays, ',') as quiet_weekdays,
                   cast(from_hour as text) as from_hour, cast(to_hour as text) as to_hour,
                   guard_lines, guard_percent, array_to_string(remind_days, ',') as remind_days,
                   array_to_string(late_days, ',') as late_days,
                   cast(remind_hour as text) as remind_hour, promise_days, promise_count, changed,
                   changed_by
            from core.dunning_setting where id = 1
            """;

    private static final String CHANGE =
            """
            update core.dunning_setting
            set version = version + 1, active = :active, tolerance = :tolerance,
                grace_days = :grace_days, quiet_weekdays = :quiet_weekdays,
                from_hour = cast(:from_hour as time), to_hour = cast(:to_hour as time),
                guard_lines = :guard_lines, guard_percent = :guard_percent,
                remind_days = :remind_days, late_days = :late_days,
                remind_hour = cast(:remind_hour as time),
                promise_days = :promise_days, promise_count = :promise_count, changed = :now,
                changed_by = :by
            where id = 1 and version = :version
            """;

    private final DbClient db;
    private final Clock clock;

    DunningRuleRows(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public DunningRules current() {
        return DunningRules.of(new Row(db.execute().createGet(FIND).execute().orElseThrow()));
    }

    /// False if somebody was faster.
    boolean change(DunningRules wanted) {
        return db.execute()
                        .createUpdate(CHANGE)
                        .addParam("version", wanted.version())
                        .addParam("active", wanted.active())
                        .addParam("tolerance", wanted.tolerance().poisha())
                        .addParam("grace_days", wanted.graceDays())
                        .addParam(
                                "quiet_weekdays",
                                wanted.quietWeekdays().stream()
                                        .map(DayOfWeek::getValue)
                                        .sorted()
                                        .toArray(Integer[]::new))
                        .addParam("from_hour", wanted.hours().from().toString())
                        .addParam("to_hour", wanted.hours().to().toString())
                        .addParam("guard_lines", wanted.guard().lines())
                        .addParam("guard_percent", wanted.guard().percent())
                        .addParam("remind_days", wanted.reminding().days().toArray(Integer[]::new))
                        .addParam(
                                "late_days", wanted.reminding().lateDays().toArray(Integer[]::new))
                        .addParam("remind_hour", wanted.reminding().hour().toString())
                        .addParam("promise_days", wanted.promising().days())
                        .addParam("promise_count", wanted.promising().count())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                > 0;
    }
}
