package io.lastmile.core.usage;

import io.lastmile.core.platform.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Usage series out of the rollups and their open tail. Each call is a unit of work of its own.
public final class Usage {
    /// Samples are read for ranges up to this one; beyond, five minutes are fine enough.
    static final Duration FINE_RANGE_MAX = Duration.ofHours(6);

    private final Database database;
    private final Buckets buckets;
    private final Percentiles percentiles;
    private final Reaches reaches;
    private final Clock clock;

    Usage(Database database, Clock clock) {
        this.database = database;
        this.buckets = new Buckets(database.client());
        this.percentiles = new Percentiles(database.client());
        this.reaches = new Reaches(database.client(), clock);
        this.clock = clock;
    }

    /// The series of a range that was checked by `Ranges`; `back` is how much earlier the previous
    /// period lies. The step is raised where what is finer does not reach back that far.
    public UsageSeries series(Subject subject, Range range, Optional<Duration> back) {
        return database.read(() -> read(subject, range, back));
    }

    /// What moved in each step of the range; the step is raised as in a series. What lies ahead is
    /// left out.
    public List<Volume> volumes(Subject subject, Range range) {
        return database.read(() -> {
            Level level = level(reaches.of(subject), range);
            Range asked = range.atLeast(level.seconds());
            Range known = untilNow(asked);
            return new Points(known, base(subject, known, level), level.length()).volumes();
        });
    }

    private UsageSeries read(Subject subject, Range wanted, Optional<Duration> back) {
        Reach reach = reaches.of(subject);
        Level level = level(reach, wanted);
        Range asked = wanted.atLeast(level.seconds());
        Range range = untilNow(asked);
        List<Bucket> base = base(subject, range, level);
        var points = new Points(range, base, level.length());
        boolean envelope = level != Level.SAMPLES && asked.stepSeconds() > level.seconds();
        return new UsageSeries(
                asked.from(),
                asked.to(),
                asked.stepSeconds(),
                asked.zone(),
                level.label(),
                points.starts(),
                points.average(Bucket::downBps),
                points.average(Bucket::upBps),
                envelope ? points.greatest(Bucket::downBps) : List.of(),
                envelope ? points.greatest(Bucket::upBps) : List.of(),
                envelope ? points.least(Bucket::downBps) : List.of(),
                envelope ? points.least(Bucket::upBps) : List.of(),
                total(base),
                points.gaps(),
                percentile(subject, range, reach, level == Level.FIVE_MINUTES ? base : List.of()),
                back.map(by -> previous(subject, asked.shifted(by), reach)));
    }

    private static Level level(Reach reach, Range range) {
        return reach.whole(Level.of(range.stepSeconds()), range.starts().getFirst());
    }

    /// What lies ahead is no gap.
    private Range untilNow(Range asked) {
        Instant now = clock.instant();
        boolean ahead = asked.to().isAfter(now) && asked.from().isBefore(now);
        return ahead ? new Range(asked.from(), now, asked.stepSeconds(), asked.zone()) : asked;
    }

    private List<Bucket> base(Subject subject, Range range, Level level) {
        Instant start = range.atLeast(level.seconds()).starts().getFirst();
        Range whole = new Range(start, range.to(), range.stepSeconds(), range.zone());
        return buckets.read(level, subject, whole);
    }

    /// `averages` are those of five minutes if they were read already.
    private Optional<Percentile> percentile(
            Subject subject, Range range, Reach reach, List<Bucket> averages) {
        if (!averages.isEmpty()) {
            return Percentile.of(averages, range);
        }
        boolean known = reach.whole(Level.FIVE_MINUTES, range.from()) == Level.FIVE_MINUTES;
        return known ? percentiles.of(subject, range) : Optional.empty();
    }

    /// Point by point beside the present one, also where only longer buckets are left of that time.
    private UsageSeries.Previous previous(Subject subject, Range range, Reach reach) {
        Level level = level(reach, range);
        var points = new Points(range, base(subject, range, level), level.length());
        return new UsageSeries.Previous(
                points.starts(), points.average(Bucket::downBps), points.average(Bucket::upBps));
    }

    private static UsageSeries.Bytes total(List<Bucket> base) {
        return new UsageSeries.Bytes(
                base.stream().mapToLong(Bucket::down).sum(),
                base.stream().mapToLong(Bucket::up).sum());
    }
}
