package io.lastmile.collector.simulator;

import java.util.Optional;

/// What a line carries if nobody interferes: its traffic, wherever its schedule has it online. A
/// static queue is always online. The same numbers as the live counters give, at any time, past or
/// future. Safe for many threads.
public final class History {
    private final Traffic traffic;
    private final Optional<Schedule> schedule;

    History(Traffic traffic, Optional<Schedule> schedule) {
        this.traffic = traffic;
        this.schedule = schedule;
    }

    /// Bytes between two instants in milliseconds since 1970; less than a microsecond for an hour.
    public Bytes between(long from, long to) {
        if (schedule.isEmpty()) {
            return traffic.between(from, to);
        }
        Bytes sum = Bytes.NONE;
        long at = from;
        while (at < to) {
            Schedule.Stretch stretch = schedule.get().at(at);
            long until = Math.min(stretch.end(), to);
            if (stretch.online()) {
                sum = sum.plus(traffic.between(at, until));
            }
            at = until;
        }
        return sum;
    }

    /// Whether the line is online at that moment.
    public boolean online(long millis) {
        return schedule.isEmpty() || schedule.get().at(millis).online();
    }

    /// The PPPoE session that is up at that moment, if any.
    public Optional<Online> session(long millis) {
        return schedule.map(plan -> plan.at(millis))
                .filter(Schedule.Stretch::online)
                .map(stretch -> new Online(stretch.start(), stretch.end()));
    }

    /// When a session begins and ends, in milliseconds since 1970.
    public record Online(long startMillis, long endMillis) {}
}
