package io.lastmile.collector.simulator;

/// The running counter of one session: bytes from its start to any later moment. Remembers the sum
/// up to the last midnight, so that a reading costs the same after a year as after a minute.
/// Guarded by its router's lock.
final class Meter {
    private final Traffic traffic;
    private final long start;
    private long day;
    private Bytes untilMidnight;

    Meter(Traffic traffic, long start) {
        this.traffic = traffic;
        this.start = start;
        rewind();
    }

    Bytes at(long millis) {
        if (millis <= start) {
            return Bytes.NONE;
        }
        long wanted = Traffic.dayOf(millis);
        if (wanted < day) {
            rewind();
        }
        while (day < wanted) {
            untilMidnight = untilMidnight.plus(traffic.wholeDay(day++));
        }
        return untilMidnight.plus(traffic.sinceMidnight(millis));
    }

    Traffic traffic() {
        return traffic;
    }

    private void rewind() {
        day = Traffic.dayOf(start);
        untilMidnight = Bytes.NONE.minus(traffic.sinceMidnight(start));
    }
}
