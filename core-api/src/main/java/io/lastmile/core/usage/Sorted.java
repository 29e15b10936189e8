package io.lastmile.core.usage;

import io.lastmile.collector.live.LineState;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.core.lines.Directory.Entry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// An order worked out: the names in it, the first first.
record Sorted(int[] names, long atNanos) {
    /// In bits per second; what is above sorts as equal (2 Tbit/s).
    private static final int RATE_BITS = 41;

    private static final long RATE_MAX = (1L << RATE_BITS) - 1;

    static Sorted of(Order order, Snapshot snapshot, Map<Integer, Entry> entries, long nanos) {
        boolean byKey = order.sort().isRate() || order.only() == Order.Only.DROPPED;
        int[] names = byKey ? byKey(order, snapshot, entries) : byWords(order, snapshot, entries);
        return new Sorted(names, nanos);
    }

    /// The names of a window, fewer at the end.
    int[] window(int from, int count) {
        int start = Math.min(from, names.length);
        return Arrays.copyOfRange(names, start, Math.min(names.length, start + count));
    }

    private static int[] byKey(Order order, Snapshot snapshot, Map<Integer, Entry> entries) {
        int rows = snapshot.size();
        long[] keys = new long[rows];
        int[] of = new int[rows];
        int matching = 0;
        for (int row = 0; row < rows; row++) {
            Entry entry = entries.get(snapshot.line(row));
            if (entry != null && order.matches(entry, snapshot.state(row))) {
                of[matching] = entry.id();
                keys[matching] = key(order, snapshot, row);
                matching++;
            }
        }
        return ordered(keys, of, matching);
    }

    /// Greatest keys first, by one sort of longs with the place in the low bits.
    private static int[] ordered(long[] keys, int[] of, int matching) {
        int placeBits = Long.SIZE - RATE_BITS - 1;
        long[] packed = new long[matching];
        for (int i = 0; i < matching; i++) {
            packed[i] = (RATE_MAX - keys[i]) << placeBits | i;
        }
        Arrays.sort(packed);
        int[] names = new int[matching];
        for (int i = 0; i < matching; i++) {
            names[i] = of[(int) (packed[i] & (1L << placeBits) - 1)];
        }
        return names;
    }

    private static long key(Order order, Snapshot snapshot, int row) {
        if (order.only() == Order.Only.DROPPED) {
            return Math.clamp(snapshot.sinceMicros(row) / 1_000, 0, RATE_MAX);
        }
        long down = Math.max(0, snapshot.downBps(row));
        long up = Math.max(0, snapshot.upBps(row));
        boolean known = snapshot.downBps(row) != Live.UNKNOWN;
        long rate =
                switch (order.sort()) {
                    case UP -> up;
                    case TOTAL -> down + up;
                    case DOWN, NAME, LABEL, ROUTER -> down;
                };
        long key = Math.min(rate + 1, RATE_MAX);
        // What is not known comes last either way.
        return !known ? 0 : order.descending() ? key : RATE_MAX - key;
    }

    private static int[] byWords(Order order, Snapshot snapshot, Map<Integer, Entry> entries) {
        Comparator<Entry> words =
                Comparator.comparing((Entry entry) -> word(order, entry))
                        .thenComparing(Entry::name)
                        .thenComparing(Entry::id);
        return IntStream.range(0, snapshot.size())
                .mapToObj(row -> matching(order, snapshot, row, entries))
                .flatMap(Optional::stream)
                .sorted(order.descending() ? words.reversed() : words)
                .mapToInt(Entry::id)
                .toArray();
    }

    private static Optional<Entry> matching(
            Order order, Snapshot snapshot, int row, Map<Integer, Entry> entries) {
        LineState state = snapshot.state(row);
        return Optional.ofNullable(entries.get(snapshot.line(row)))
                .filter(entry -> order.matches(entry, state));
    }

    private static String word(Order order, Entry entry) {
        String word =
                switch (order.sort()) {
                    case LABEL -> entry.label();
                    case ROUTER -> entry.routerName();
                    case NAME, DOWN, UP, TOTAL -> entry.name();
                };
        return word.toLowerCase(Locale.ROOT);
    }
}
