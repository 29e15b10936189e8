package io.lastmile.core.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts samples into buckets shorter than a rollup's, in proportion to time. A poll whose span is
/// longer than 2.5 intervals covers nothing: what it carries is spread, and the graph has a gap.
final class SampleGrid {
    private static final double GAP_INTERVALS = 2.5;

    /// Bytes of both directions.
    record Moved(long down, long up) {}

    private final List<Instant> starts;
    private final Instant end;
    private final double[] coveredMillis;
    private final double[] down;
    private final double[] up;

    SampleGrid(Range range) {
        this.starts = range.starts();
        this.end = starts.getLast().plusSeconds(range.stepSeconds());
        coveredMillis = new double[starts.size()];
        down = new double[starts.size()];
        up = new double[starts.size()];
    }

    void cover(Instant time, long spanMillis, long intervalMillis) {
        if (spanMillis <= GAP_INTERVALS * intervalMillis) {
            share(time, spanMillis, (bucket, share) -> coveredMillis[bucket] += share * spanMillis);
        }
    }

    void add(Instant time, long spanMillis, Moved moved) {
        share(
                time,
                spanMillis,
                (bucket, share) -> {
                    down[bucket] += share * moved.down();
                    up[bucket] += share * moved.up();
                });
    }

    @FunctionalInterface
    private interface Part {
        void take(int bucket, double share);
    }

    private void share(Instant time, long spanMillis, Part part) {
        Instant from = time.minusMillis(spanMillis);
        for (int bucket = at(from); bucket < starts.size(); bucket++) {
            Instant start = starts.get(bucket);
            Instant next = bucket + 1 < starts.size() ? starts.get(bucket + 1) : end;
            if (!start.isBefore(time)) {
                return;
            }
            long overlap =
                    Duration.between(
                                    start.isAfter(from) ? start : from,
                                    next.isBefore(time) ? next : time)
                            .toMillis();
            if (overlap > 0) {
                part.take(bucket, (double) overlap / spanMillis);
            }
        }
    }

    private int at(Instant time) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle).isAfter(time)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            buckets.add(
                    new Bucket(
                            starts.get(i),
                            bps(down[i], coveredMillis[i]),
                            bps(up[i], coveredMillis[i]),
                            Math.round(down[i]),
                            Math.round(up[i]),
                            false));
        }
        return buckets;
    }

    private static Optional<Long> bps(double bytes, double coveredMillis) {
        return coveredMillis >= 1
                ? Optional.of(Math.round(bytes * 8_000 / coveredMillis))
                : Optional.empty();
    }
}
