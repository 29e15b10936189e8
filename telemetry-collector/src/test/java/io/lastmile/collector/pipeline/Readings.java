package io.lastmile.collector.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds readings of one router, poll after poll; time and uptime move only when told.
final class Readings {
    static final int ROUTER = 7;
    static final int INTERVAL_MILLIS = 30_000;

    private long nanos = 1_000_000_000_000L;
    private long micros = 1_800_000_000_000_000L;
    private long uptimeMillis = 86_400_000;
    private final List<CounterTable> tables = new ArrayList<>();
    private Optional<ActiveSessions> active = Optional.empty();

    Readings after(long millis) {
        nanos += millis * 1_000_000;
        micros += millis * 1000;
        uptimeMillis += millis;
        return this;
    }

    /// Our machine sleeps: its steady clock stands still.
    Readings slept(long millis) {
        micros += millis * 1000;
        uptimeMillis += millis;
        return this;
    }

    /// The steady clock that readings are taken by.
    long nanos() {
        return nanos;
    }

    Readings rebooted(long upMillis) {
        uptimeMillis = upMillis;
        return this;
    }

    Readings wallClockJumped(long millis) {
        micros += millis * 1000;
        return this;
    }

    /// A table of `rosId, name, down, up` rows.
    Readings table(Source source, Object... cells) {
        CounterTable table = new CounterTable(source, cells.length / 4);
        for (int i = 0; i < cells.length; i += 4) {
            table.add(
                    ((Number) cells[i]).longValue(),
                    (String) cells[i + 1],
                    ((Number) cells[i + 2]).longValue(),
                    ((Number) cells[i + 3]).longValue());
        }
        tables.add(table);
        return this;
    }

    Readings ppp(Object... cells) {
        return table(Source.PPP_INTERFACE, cells);
    }

    Readings queues(Object... cells) {
        return table(Source.SIMPLE_QUEUE, cells);
    }

    Readings active(String name, long upMillis) {
        if (active.isEmpty()) {
            active = Optional.of(new ActiveSessions());
        }
        active.get()
                .add(
                        new ActiveSessions.Active(
                                name, upMillis, "10.0.0.9", "02:00:00:00:00:01", "0x81a00001"));
        return this;
    }

    /// Queues of the newest table that see PPP sessions' bytes once more.
    Readings doubling(int... rows) {
        for (int row : rows) {
            tables.getLast().markDouble(row);
        }
        return this;
    }

    /// Rows of the newest table that were there and could not be understood.
    Readings skipping(long... rosIds) {
        for (long rosId : rosIds) {
            tables.getLast().skip(rosId);
        }
        return this;
    }

    /// Queues of the newest table that are the sum of others.
    Readings summing(int... rows) {
        for (int row : rows) {
            tables.getLast().markParent(row);
        }
        return this;
    }

    PollReading read() {
        PollReading reading =
                new PollReading(
                        ROUTER,
                        micros,
                        nanos,
                        uptimeMillis,
                        new PollReading.Pace(INTERVAL_MILLIS, 20),
                        tables,
                        active);
        tables.clear();
        active = Optional.empty();
        return reading;
    }
}
