package io.lastmile.faults;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What the committed readings of one counter prove, over its resets and its router's reboots. A
/// reset shows where a reading is smaller than the one before or the router's uptime fell; where
/// the counter has caught up before anybody looks again, nobody can see it, and the difference is
/// all that is known.
///
/// `isBase` says that the first of them was the first of its whole table; `complete` that no byte
/// was lost in a reset: each was seen, and what came before it was committed.
record Proven(Moved bytes, boolean isBase, boolean complete) {
    static Proven of(List<TrueLife> lives, Prints prints) {
        List<TrueLife.Reading> readings =
                lives.stream()
                        .sorted(Comparator.comparingLong(TrueLife::startMillis))
                        .flatMap(life -> life.readings().stream())
                        .filter(r -> prints.wasCommitted(lives.getFirst().key(), r.time()))
                        .toList();
        if (readings.isEmpty()) {
            return new Proven(Moved.NONE, false, false);
        }
        TrueLife.Reading before = readings.getFirst();
        boolean isBase = prints.wasFirst(lives.getFirst().key(), before.time());
        Moved sum = before.bytes();
        boolean complete = lives.stream().allMatch(life -> endsWereCommitted(life, prints));
        for (TrueLife.Reading next : readings.subList(1, readings.size())) {
            boolean booted = next.uptime() < before.uptime();
            boolean begins = booted || !next.bytes().isAtLeast(before.bytes());
            sum = sum.plus(begins ? next.bytes() : next.bytes().minus(before.bytes()));
            boolean other = booted || next.segment() != before.segment();
            complete &= begins || !other;
            before = next;
        }
        return new Proven(sum, isBase, complete);
    }

    /// Whether the last reading before each reset came with a committed poll, and no reading after
    /// it had caught up: whichever of them was looked at first showed the reset.
    private static boolean endsWereCommitted(TrueLife life, Prints prints) {
        List<TrueLife.Reading> readings = life.readings();
        return IntStream.range(1, readings.size())
                .filter(i -> readings.get(i).segment() != readings.get(i - 1).segment())
                .allMatch(i ->
                        prints.wasCommitted(life.key(), readings.get(i - 1).time())
                                && noneCaughtUp(readings, i));
    }

    private static boolean noneCaughtUp(List<TrueLife.Reading> readings, int reset) {
        TrueLife.Reading before = readings.get(reset - 1);
        int segment = readings.get(reset).segment();
        return readings.stream()
                .filter(reading -> reading.segment() == segment)
                .noneMatch(reading -> reading.bytes().isAtLeast(before.bytes()));
    }
}
