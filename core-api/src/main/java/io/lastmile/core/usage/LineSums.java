package io.lastmile.core.usage;

import io.lastmile.core.usage.Talkers.By;
import io.lastmile.core.usage.Talkers.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/// Bytes of every line in this hour, today and this cycle: what is rolled up, which is only added
/// to, and the open tail, which is taken anew each time. A line costs 112 bytes (twelve sums, its
/// id, two places of the index; up to twice that after growing), a million of them 224 MB at most.
/// Safe from any thread; each holds the lock for one walk over the lines.
final class LineSums {
    /// Lines beyond are left out and counted by the caller.
    static final int LINES_MAX = 1_000_000;

    /// What a share of bytes belongs to: a sum of these.
    static final int HOUR = 1;

    static final int DAY = 2;
    static final int CYCLE = 4;

    private static final int SUMS = 6;
    private static final int ROWS_FIRST = 1_024;
    private static final int FREE = 0;

    /// Bytes of one line.
    record Share(int line, int belongsTo, long down, long up) {}

    /// A line and what it moved.
    record Ranked(int line, long down, long up) {
        private long by(By by) {
            return switch (by) {
                case DOWN -> down;
                case UP -> up;
                case TOTAL -> down + up;
            };
        }
    }

    private final Periods periods;
    private int[] lines = new int[ROWS_FIRST];
    private int[] index = new int[2 * ROWS_FIRST];
    private long[] closed = new long[SUMS * ROWS_FIRST];
    private long[] open = new long[SUMS * ROWS_FIRST];
    private int used;
    private long batch;
    private Instant asOf;

    LineSums(Periods periods, long batch, Instant asOf) {
        this.periods = periods;
        this.batch = batch;
        this.asOf = asOf;
    }

    Periods periods() {
        return periods;
    }

    /// Up to here everything is in the closed sums.
    synchronized long batch() {
        return batch;
    }

    synchronized Instant asOf() {
        return asOf;
    }

    synchronized int size() {
        return used;
    }

    /// Takes what was rolled up since `batch()` and the tail that is open now; gives the number of
    /// shares that found no room.
    synchronized int take(List<Share> rolled, List<Share> tail, long upto, Instant at) {
        Arrays.fill(open, 0);
        int refused = 0;
        for (Share share : rolled) {
            refused += add(share, true);
        }
        for (Share share : tail) {
            refused += add(share, false);
        }
        batch = upto;
        asOf = at;
        return refused;
    }

    private int add(Share share, boolean isClosed) {
        int row = rowOf(share.line());
        if (row < 0) {
            return 1;
        }
        long[] sums = isClosed ? closed : open;
        for (int period = 0; period < SUMS / 2; period++) {
            if ((share.belongsTo() & 1 << period) != 0) {
                int at = SUMS * row + 2 * period;
                sums[at] = plus(sums[at], share.down());
                sums[at + 1] = plus(sums[at + 1], share.up());
            }
        }
        return 0;
    }

    /// Bytes are never negative; a garbled counter's end at the greatest long, as in the database.
    private static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /// The row of a line, a new one if need be, or -1 when the house is full.
    private int rowOf(int line) {
        int mask = index.length - 1;
        int at = home(line, mask);
        while (index[at] != FREE) {
            if (lines[index[at] - 1] == line) {
                return index[at] - 1;
            }
            at = at + 1 & mask;
        }
        if (used == LINES_MAX) {
            return -1;
        }
        if (used == lines.length) {
            grow();
            return rowOf(line);
        }
        lines[used++] = line;
        index[at] = used;
        return used - 1;
    }

    private void grow() {
        int rows = 2 * lines.length;
        lines = Arrays.copyOf(lines, rows);
        closed = Arrays.copyOf(closed, SUMS * rows);
        open = Arrays.copyOf(open, SUMS * rows);
        index = new int[2 * rows];
        int mask = index.length - 1;
        for (int row = 0; row < used; row++) {
            int at = home(lines[row], mask);
            while (index[at] != FREE) {
                at = at + 1 & mask;
            }
            index[at] = row + 1;
        }
    }

    private static int home(int line, int mask) {
        int mixed = line * 0x9E3779B9;
        return (mixed ^ mixed >>> 16) & mask;
    }

    /// The greatest first, of equal ones the lowest id; only lines that moved something.
    synchronized List<Ranked> top(Period period, By by, int count, IntPredicate wanted) {
        Comparator<Ranked> greatest =
                ((Comparator<Ranked>) (a, b) -> Long.compareUnsigned(b.by(by), a.by(by)))
                        .thenComparing(Ranked::line);
        var leastFirst = new PriorityQueue<>(greatest.reversed());
        int offset = 2 * (period.ordinal() - Period.HOUR.ordinal());
        for (int row = 0; row < used; row++) {
            Ranked line = ranked(row, offset);
            boolean moved = line.down() > 0 || line.up() > 0;
            Ranked least = leastFirst.size() < count ? null : leastFirst.peek();
            if (moved
                    && (least == null || greatest.compare(line, least) < 0)
                    && wanted.test(line.line())) {
                leastFirst.add(line);
                if (leastFirst.size() > count) {
                    leastFirst.poll();
                }
            }
        }
        return leastFirst.stream().sorted(greatest).toList();
    }

    private Ranked ranked(int row, int offset) {
        int at = SUMS * row + offset;
        return new Ranked(
                lines[row], plus(closed[at], open[at]), plus(closed[at + 1], open[at + 1]));
    }
}
