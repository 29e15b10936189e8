package io.lastmile.deploy;

import io.lastmile.collector.simulator.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What happens one after the other between two times, while a clock goes along. What happens may
/// bring about more; what lies after the end does not happen.
final class Chronicle {
    private record Entry(Instant time, long order, Runnable work) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::time).thenComparingLong(Entry::order));
    private final MovableClock clock;
    private final Instant end;
    private long order;

    Chronicle(MovableClock clock, Instant end) {
        this.clock = clock;
        this.end = end;
    }

    void at(Instant time, Runnable work) {
        if (time.isBefore(end)) {
            entries.add(new Entry(time, order++, work));
        }
    }

    void after(Duration pause, Runnable work) {
        at(clock.instant().plus(pause), work);
    }

    Instant now() {
        return clock.instant();
    }

    Instant end() {
        return end;
    }

    void run() {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            moveTo(entry.time());
            entry.work().run();
        }
        moveTo(end);
    }

    private void moveTo(Instant time) {
        Duration by = Duration.between(clock.instant(), time);
        if (by.isPositive()) {
            clock.advance(by);
        }
    }
}
