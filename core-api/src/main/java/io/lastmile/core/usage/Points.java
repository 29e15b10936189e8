package io.lastmile.core.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;

/// Base buckets gathered into the points of a graph.
final class Points {
    private final Range range;
    private final List<Instant> starts;
    private final List<List<Bucket>> gathered = new ArrayList<>();

    /// Of buckets no longer than the step each lies in one point; of longer ones each is in all the
    /// points that it spans.
    Points(Range range, List<Bucket> base, Duration bucketLength) {
        this.range = range;
        this.starts = range.starts();
        if (bucketLength.toSeconds() <= range.stepSeconds()) {
            gather(base);
        } else {
            repeat(base, bucketLength);
        }
    }

    private void gather(List<Bucket> base) {
        int next = 0;
        for (int i = 0; i < starts.size(); i++) {
            Instant end = end(i);
            List<Bucket> here = new ArrayList<>();
            while (next < base.size() && base.get(next).start().isBefore(end)) {
                here.add(base.get(next++));
            }
            gathered.add(here);
        }
    }

    private void repeat(List<Bucket> base, Duration length) {
        int next = 0;
        for (Instant start : starts) {
            while (next < base.size() && !start.isBefore(base.get(next).start().plus(length))) {
                next++;
            }
            boolean spans = next < base.size() && !base.get(next).start().isAfter(start);
            gathered.add(spans ? List.of(base.get(next)) : List.of());
        }
    }

    List<Instant> starts() {
        return starts;
    }

    /// The mean of the known base buckets, which are equally long.
    List<Optional<Long>> average(Function<Bucket, Optional<Long>> rate) {
        return gathered.stream()
                .map(here -> {
                    var known =
                            here.stream()
                                    .flatMap(b -> rate.apply(b).stream())
                                    .mapToLong(Long::longValue)
                                    .average();
                    return known.isPresent()
                            ? Optional.of(Math.round(known.getAsDouble()))
                            : Optional.<Long>empty();
                })
                .toList();
    }

    List<Optional<Long>> greatest(Function<Bucket, Optional<Long>> rate) {
        return extreme(rate, Math::max);
    }

    List<Optional<Long>> least(Function<Bucket, Optional<Long>> rate) {
        return extreme(rate, Math::min);
    }

    private List<Optional<Long>> extreme(
            Function<Bucket, Optional<Long>> rate, LongBinaryOperator better) {
        return gathered.stream()
                .map(here ->
                        here.stream()
                                .flatMap(b -> rate.apply(b).stream())
                                .reduce(better::applyAsLong))
                .toList();
    }

    /// Stretches of buckets of which nothing is known, joined, cut at the range's ends.
    List<UsageSeries.Gap> gaps() {
        List<UsageSeries.Gap> gaps = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            boolean known = gathered.get(i).stream().anyMatch(b -> b.downBps().isPresent());
            if (!known) {
                Instant from = later(starts.get(i), range.from());
                if (!gaps.isEmpty() && gaps.getLast().to().equals(starts.get(i))) {
                    from = gaps.removeLast().from();
                }
                Instant end = end(i);
                gaps.add(new UsageSeries.Gap(from, end.isAfter(range.to()) ? range.to() : end));
            }
        }
        return gaps;
    }

    /// What moved from each start to the next.
    List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            List<Bucket> here = gathered.get(i);
            volumes.add(
                    new Volume(
                            starts.get(i),
                            end(i),
                            here.stream().anyMatch(b -> b.downBps().isPresent()),
                            here.stream().mapToLong(Bucket::down).sum(),
                            here.stream().mapToLong(Bucket::up).sum()));
        }
        return volumes;
    }

    private Instant end(int i) {
        return i + 1 < starts.size()
                ? starts.get(i + 1)
                : starts.get(i).plusSeconds(range.stepSeconds());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
