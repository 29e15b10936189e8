package io.lastmile.core.usage;

import io.lastmile.core.platform.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The 95th percentile of 5-minute averages, nearest rank: the smallest of them that at least 95 %
/// do not exceed. Buckets without data are left out and counted as `missing`; `spread` counts those
/// whose bytes were spread over a gap.
public record Percentile(
        long down, long up, long larger, String direction, int buckets, int missing, int spread) {
    /// Nothing if no bucket of the range has data.
    static Optional<Percentile> of(List<Bucket> buckets, Range range) {
        List<Bucket> known =
                buckets.stream()
                        .filter(b -> b.downBps().isPresent())
                        .filter(b -> !b.start().isBefore(range.from()))
                        .filter(b -> b.start().isBefore(range.to()))
                        .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        long down = rank(known, b -> b.downBps().orElse(0L));
        long up = rank(known, b -> b.upBps().orElse(0L));
        int spread = (int) known.stream().filter(Bucket::spread).count();
        return Optional.of(of(new Ranked(down, up, known.size(), spread), range));
    }

    /// The same, worked out by the database.
    static Optional<Percentile> of(Row row, Range range) {
        if (row.number("buckets") == 0) {
            return Optional.empty();
        }
        Ranked ranked =
                new Ranked(
                        row.number("down"),
                        row.number("up"),
                        row.integer("buckets"),
                        row.integer("spread"));
        return Optional.of(of(ranked, range));
    }

    private record Ranked(long down, long up, int buckets, int spread) {}

    private static Percentile of(Ranked ranked, Range range) {
        int expected = (int) (range.length().toSeconds() / Level.FIVE_MINUTES.seconds());
        return new Percentile(
                ranked.down(),
                ranked.up(),
                Math.max(ranked.down(), ranked.up()),
                ranked.down() >= ranked.up() ? "down" : "up",
                ranked.buckets(),
                Math.max(0, expected - ranked.buckets()),
                ranked.spread());
    }

    private static long rank(List<Bucket> known, Function<Bucket, Long> rate) {
        List<Long> sorted = known.stream().map(rate).sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
