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

    /// Base buckets that one graph is drawn from, at the most.
    private static final int BASE_BUCKETS_MAX = 10_080;

    /// For the network base buckets count once per router.
    private static final Duration FIVE_MINUTES_OF_NETWORK_MAX = Duration.ofDays(3);

    private final Database database;
    private final Buckets buckets;
    private final Clock clock;

    Usage(Database database, Clock clock) {
        this.database = database;
        this.buckets = new Buckets(database.client());
        this.clock = clock;
    }

    /// The series of a range that was checked by `Ranges`; `back` is how much earlier the previous
    /// period lies.
    public UsageSeries series(Subject subject, Range range, Optional<Duration> back) {
        return database.read(() -> read(subject, range, back));
    }

    private UsageSeries read(Subject subject, Range asked, Optional<Duration> back) {
        Range range = untilNow(asked);
        boolean fine = asked.stepSeconds() < 300;
        Level level = level(subject, range);
        List<Bucket> base = base(subject, range, level);
        var points = new Points(range, base);
        boolean envelope = !fine && asked.stepSeconds() > level.length().toSeconds();
        return new UsageSeries(
                asked.from(),
                asked.to(),
                asked.stepSeconds(),
                asked.zone(),
                fine ? "samples" : level.label(),
                points.starts(),
                points.average(Bucket::downBps),
                points.average(Bucket::upBps),
                envelope ? points.greatest(Bucket::downBps) : List.of(),
                envelope ? points.greatest(Bucket::upBps) : List.of(),
                envelope ? points.least(Bucket::downBps) : List.of(),
                envelope ? points.least(Bucket::upBps) : List.of(),
                total(base),
                points.gaps(),
                percentile(subject, range, fine, level, base),
                back.map(by -> previous(subject, asked.shifted(by))));
    }

    /// What lies ahead is no gap.
    private Range untilNow(Range asked) {
        Instant now = clock.instant();
        boolean ahead = asked.to().isAfter(now) && asked.from().isBefore(now);
        return ahead ? new Range(asked.from(), now, asked.stepSeconds(), asked.zone()) : asked;
    }

    private List<Bucket> base(Subject subject, Range range, Level level) {
        return range.stepSeconds() < 300 && subject instanceof Subject.OfNames names
                ? buckets.fine(names, range.whole())
                : buckets.read(level, subject, range.whole());
    }

    private Level level(Subject subject, Range range) {
        if (range.stepSeconds() == Range.DAY_SECONDS) {
            return Level.DAY;
        }
        Duration age = Duration.between(range.from(), clock.instant());
        boolean names = subject instanceof Subject.OfNames;
        Duration fiveMax =
                names
                        ? Level.FIVE_MINUTES.length().multipliedBy(BASE_BUCKETS_MAX)
                        : FIVE_MINUTES_OF_NETWORK_MAX;
        boolean five =
                range.stepSeconds() < 3600
                        || range.length().compareTo(fiveMax) <= 0
                                && age.compareTo(Level.FIVE_MINUTES.kept()) <= 0;
        return five ? Level.FIVE_MINUTES : Level.HOUR;
    }

    private Optional<Percentile> percentile(
            Subject subject, Range range, boolean fine, Level level, List<Bucket> base) {
        Duration age = Duration.between(range.from(), clock.instant());
        if (age.compareTo(Level.FIVE_MINUTES.kept()) > 0) {
            return Optional.empty();
        }
        boolean usable = !fine && level == Level.FIVE_MINUTES;
        List<Bucket> averages =
                (usable ? base : buckets.read(Level.FIVE_MINUTES, subject, range))
                        .stream()
                                .filter(b ->
                                        !b.start().isBefore(range.from())
                                                && b.start().isBefore(range.to()))
                                .toList();
        int expected = (int) (range.length().toSeconds() / 300);
        return Percentile.of(averages, expected);
    }

    private UsageSeries.Previous previous(Subject subject, Range range) {
        var points = new Points(range, base(subject, range, level(subject, range)));
        return new UsageSeries.Previous(
                points.starts(), points.average(Bucket::downBps), points.average(Bucket::upBps));
    }

    private static UsageSeries.Bytes total(List<Bucket> base) {
        return new UsageSeries.Bytes(
                base.stream().mapToLong(Bucket::down).sum(),
                base.stream().mapToLong(Bucket::up).sum());
    }
}
