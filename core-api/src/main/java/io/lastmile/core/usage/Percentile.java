package io.lastmile.core.usage;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The 95th percentile of 5-minute averages, nearest rank: the smallest of them that at least 95 %
/// do not exceed. Buckets without data are left out and counted as `missing`; `spread` counts those
/// whose bytes were spread over a gap.
public record Percentile(
        long down, long up, long larger, String direction, int buckets, int missing, int spread) {
    /// Nothing if no bucket has data. `expected` is how many the range has.
    static Optional<Percentile> of(List<Bucket> buckets, int expected) {
        List<Bucket> known = buckets.stream().filter(b -> b.downBps().isPresent()).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        long down = rank(known, b -> b.downBps().orElse(0L));
        long up = rank(known, b -> b.upBps().orElse(0L));
        return Optional.of(
                new Percentile(
                        down,
                        up,
                        Math.max(down, up),
                        down >= up ? "down" : "up",
                        known.size(),
                        Math.max(0, expected - known.size()),
                        (int) known.stream().filter(Bucket::spread).count()));
    }

    private static long rank(List<Bucket> known, Function<Bucket, Long> rate) {
        List<Long> sorted = known.stream().map(rate).sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
