package io.lastmile.core.dunning;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How patient this ISP is. `graceDays` are those of postpaid bills; a run that would cut off more
/// than `guard` asks. Nobody is cut off by the program while it is not `active`.
public record DunningRules(
        long version,
        boolean active,
        Money tolerance,
        int graceDays,
        Set<DayOfWeek> quietWeekdays,
        QuietTimes.Hours hours,
        Guard guard,
        Reminding reminding,
        Promising promising,
        Instant changed,
        String changedBy) {
    static final int GRACE_DAYS_MAX = 60;
    private static final long TOLERANCE_MAX = 100_000_000;
    private static final int WORD_LENGTH_MAX = 10;

    /// The greater of so many and so many percent of the subscriptions that are on.
    public record Guard(int lines, int percent) {
        public int unasked(long on) {
            return (int) Math.max(lines, on * percent / 100);
        }
    }

    /// So many days before the last one, and after the day on which a bill was due, at an hour of
    /// the day. In JSON days are texts, as they are sent.
    public record Reminding(
            @JsonSerialize(contentUsing = ToStringSerializer.class) List<Integer> days,
            @JsonSerialize(contentUsing = ToStringSerializer.class) List<Integer> lateDays,
            LocalTime hour) {
        static final int DAYS_MAX = 14;

        public Reminding {
            days = List.copyOf(days);
            lateDays = List.copyOf(lateDays);
        }
    }

    /// A promise reaches so many days from today, and there are so many within 90 days.
    public record Promising(int days, int count) {}

    public DunningRules {
        quietWeekdays = Set.copyOf(quietWeekdays);
    }

    /// What somebody wants them to be, who saw this version. What is not sent is as it was
    /// delivered, but a list is empty: a form cannot say so otherwise.
    static DunningRules read(Fields fields, long version) {
        Fields hours = fields.object("hours");
        LocalTime from = time(hours, "from", LocalTime.of(10, 0));
        LocalTime to = time(hours, "to", LocalTime.of(17, 0));
        if (!from.isBefore(to)) {
            hours.refuse("to", to.toString(), "after " + from);
        }
        Fields guard = fields.object("guard");
        Fields reminding = fields.object("reminding");
        Fields promising = fields.object("promising");
        return new DunningRules(
                version,
                fields.flag("active", true),
                new Money(fields.number("tolerance", 0, TOLERANCE_MAX, 100)),
                (int) fields.number("graceDays", 0, GRACE_DAYS_MAX, 3),
                weekdays(fields),
                from.isBefore(to)
                        ? new QuietTimes.Hours(from, to)
                        : new QuietTimes.Hours(LocalTime.MIN, LocalTime.MAX),
                new Guard(
                        (int) guard.number("lines", 1, 100_000, 20),
                        (int) guard.number("percent", 1, 100, 5)),
                new Reminding(
                        days(reminding, "days", 0),
                        days(reminding, "lateDays", 1),
                        time(reminding, "hour", LocalTime.of(9, 0))),
                new Promising(
                        (int) promising.number("days", 0, 60, 7),
                        (int) promising.number("count", 0, 30, 2)),
                Instant.EPOCH,
                "");
    }

    private static Set<DayOfWeek> weekdays(Fields fields) {
        Set<DayOfWeek> weekdays =
                list(
                                fields,
                                "quietWeekdays",
                                word ->
                                        Arrays.stream(DayOfWeek.values())
                                                .filter(day -> Fields.nameOf(day).equals(word))
                                                .findFirst(),
                                "weekdays like friday, not all of them")
                        .stream()
                        .collect(Collectors.toSet());
        if (weekdays.size() == DayOfWeek.values().length) {
            fields.refuse("quietWeekdays", "all", "one that is not quiet");
        }
        return weekdays;
    }

    /// The farthest first.
    private static List<Integer> days(Fields fields, String name, int min) {
        return new TreeSet<>(
                        list(
                                fields,
                                name,
                                word ->
                                        Optional.of(word)
                                                .filter(text -> text.matches("[0-9]{1,2}"))
                                                .map(Integer::parseInt)
                                                .filter(day -> day >= min)
                                                .filter(day -> day <= Reminding.DAYS_MAX),
                                "numbers from %d to %d as texts"
                                        .formatted(min, Reminding.DAYS_MAX)))
                .descendingSet().stream().toList();
    }

    private static <T> List<T> list(
            Fields fields, String name, Function<String, Optional<T>> read, String expected) {
        List<String> words = fields.texts(name, Reminding.DAYS_MAX + 1, WORD_LENGTH_MAX);
        List<T> found = words.stream().map(read).flatMap(Optional::stream).toList();
        if (found.size() < words.size()) {
            fields.refuse(name, String.join(", ", words), expected);
        }
        return found;
    }

    private static LocalTime time(Fields fields, String name, LocalTime fallback) {
        Optional<String> text = fields.optionalText(name, 5);
        try {
            return text.map(LocalTime::parse).orElse(fallback);
        } catch (DateTimeException e) {
            fields.refuse(name, text.orElseThrow(), "an hour like 10:00");
            return fallback;
        }
    }

    static DunningRules of(Row row) {
        return new DunningRules(
                row.number("version"),
                row.flag("active"),
                new Money(row.number("tolerance")),
                row.integer("grace_days"),
                numbers(row.text("quiet_weekdays")).stream()
                        .map(DayOfWeek::of)
                        .collect(Collectors.toSet()),
                new QuietTimes.Hours(
                        LocalTime.parse(row.text("from_hour")),
                        LocalTime.parse(row.text("to_hour"))),
                new Guard(row.integer("guard_lines"), row.integer("guard_percent")),
                new Reminding(
                        numbers(row.text("remind_days")),
                        numbers(row.text("late_days")),
                        LocalTime.parse(row.text("remind_hour"))),
                new Promising(row.integer("promise_days"), row.integer("promise_count")),
                row.time("changed"),
                row.text("changed_by"));
    }

    private static List<Integer> numbers(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(Integer::valueOf).toList();
    }
}
