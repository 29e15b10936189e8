package io.lastmile.core.plans;

import io.lastmile.core.platform.Fields;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fair usage as data: after each step's bytes its speed holds until the window ends; within the
/// bonus hours the bonus speed does. Steps go up in bytes and down in speed.
public record Allowance(AllowanceWindow window, List<Step> steps, Optional<Bonus> bonus) {
    static final int STEPS_MAX = 5;
    private static final long BYTES_MAX = 1_000_000_000_000_000L;
    private static final String SPEED = "a rate limit like 2M/5M";

    /// From `limitBytes` used on, down and up together.
    public record Step(long limitBytes, RateLimit rateLimit) {}

    /// Local hours; `to` before `from` goes over midnight. `counted` bytes count for the steps.
    public record Bonus(LocalTime from, LocalTime to, RateLimit rateLimit, boolean counted) {}

    public Allowance {
        steps = List.copyOf(steps);
    }

    static Allowance read(Fields fields) {
        AllowanceWindow window = fields.choice("window", AllowanceWindow.CYCLE);
        List<Step> steps = new ArrayList<>();
        for (Fields step : fields.objects("steps", STEPS_MAX)) {
            long bytes = step.number("limitBytes", 1, BYTES_MAX);
            Optional<RateLimit> speed = speed(step, "rateLimit", true);
            speed.ifPresent(limit -> rise(step, steps, new Step(bytes, limit)));
        }
        return new Allowance(window, steps, bonus(fields.object("bonus")));
    }

    private static void rise(Fields fields, List<Step> steps, Step step) {
        if (!steps.isEmpty() && steps.getLast().limitBytes() >= step.limitBytes()) {
            fields.refuse("limitBytes", "" + step.limitBytes(), "more than the step before");
        } else if (!steps.isEmpty()
                && !step.rateLimit().rate().within(steps.getLast().rateLimit().rate())) {
            fields.refuse("rateLimit", step.rateLimit().text(), "not above the step before");
        } else {
            steps.add(step);
        }
    }

    private static Optional<Bonus> bonus(Fields fields) {
        Optional<LocalTime> from = hour(fields, "from");
        Optional<LocalTime> to = hour(fields, "to");
        boolean counted = fields.flag("counted", true);
        Optional<RateLimit> speed = speed(fields, "rateLimit", from.isPresent() || to.isPresent());
        if (from.isPresent() && from.equals(to)) {
            fields.refuse("to", to.get().toString(), "another hour than the one they begin at");
            return Optional.empty();
        }
        if (speed.isPresent() && from.isPresent() && to.isPresent()) {
            return Optional.of(new Bonus(from.get(), to.get(), speed.get(), counted));
        }
        if (from.isPresent() != to.isPresent() || speed.isPresent()) {
            fields.refuse(from.isEmpty() ? "from" : "to", "nothing", "a time like 01:00");
        }
        return Optional.empty();
    }

    private static Optional<LocalTime> hour(Fields fields, String name) {
        return fields.optionalText(name, 8)
                .flatMap(text -> {
                    try {
                        return Optional.of(LocalTime.parse(text));
                    } catch (DateTimeParseException e) {
                        fields.refuse(name, text, "a time like 01:00");
                        return Optional.empty();
                    }
                });
    }

    /// A rate limit that is one; RouterOS's unlimited throttles nobody.
    static Optional<RateLimit> speed(Fields fields, String name, boolean needed) {
        Optional<String> text = fields.optionalText(name, RateLimit.LENGTH_MAX);
        if (text.isEmpty() && needed) {
            fields.refuse(name, "nothing", SPEED);
        }
        return text.flatMap(t ->
                switch (RateLimit.read(t)) {
                    case RateLimit.Reading.Read read when !read.limit().unlimited() ->
                            Optional.of(read.limit());
                    case RateLimit.Reading.Read _ -> refused(fields, name, t, SPEED);
                    case RateLimit.Reading.Refused(String found, String expected) ->
                            refused(fields, name, found, expected);
                });
    }

    private static Optional<RateLimit> refused(
            Fields fields, String name, String found, String expected) {
        fields.refuse(name, found, expected);
        return Optional.empty();
    }
}
