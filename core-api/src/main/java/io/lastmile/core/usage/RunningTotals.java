package io.lastmile.core.usage;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbStatementQuery;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Row;
import io.lastmile.core.usage.LineSums.Share;
import io.lastmile.core.usage.Talkers.Period;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps `LineSums` up to what is committed. It follows the collector through the database, so that
/// it counts what is stored and nothing else, wherever the collector lives: each sample is read
/// once when it is rolled up and, until then, as part of the open tail. Begun anew from the rollups
/// whenever an hour ends, which also keeps a late share of a closed bucket where the rollups put
/// it.
final class RunningTotals implements AutoCloseable {
    /// Sums older than this are not shown: the database is asked instead.
    static final Duration AGE_MAX = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(RunningTotals.class.getName());
    private static final Actor READER = Actor.system("talkers");
    private static final Duration TURN = Duration.ofSeconds(10);

    /// A turn may take a twentieth of the time.
    private static final int REST = 20;

    /// The number in `belongs` is a sum of `LineSums.HOUR`, `DAY` and `CYCLE`.
    private static final String ROLLED =
            """
            select rolled.batch, coalesce(sums.line, 0) as line,
                   coalesce(sums.belongs, 0) as belongs,
                   coalesce(sums.down, 0) as down, coalesce(sums.up, 0) as up, true as closed
            from telemetry.rolled left join (
                select line, 4 as belongs, telemetry.clamped(sum(down)) as down,
                       telemetry.clamped(sum(up)) as up
                from telemetry.rollup_day
                where bucket >= :cycle and bucket < cast(:day as timestamptz)
                group by line
                union all
                select line, 6, telemetry.clamped(down), telemetry.clamped(up)
                from telemetry.rollup_day where bucket >= cast(:day as timestamptz)
                union all
                select line, 1, telemetry.clamped(down), telemetry.clamped(up)
                from telemetry.rollup_hour where bucket >= cast(:hour as timestamptz)
            ) as sums on true
            """;

    /// Of the samples after a batch that was rolled up: closed is what is now. One that reaches
    /// over the beginning of the hour is split as in the rollups.
    private static final String SINCE =
            """
            select rolled.batch, coalesce(sums.line, 0) as line,
                   coalesce(sums.belongs, 0) as belongs,
                   coalesce(sums.down, 0) as down, coalesce(sums.up, 0) as up,
                   coalesce(sums.closed, true) as closed
            from telemetry.rolled left join (
                select line, belongs, closed, telemetry.clamped(sum(down)) as down,
                       telemetry.clamped(sum(up)) as up
                from (select sample.line, 7 as belongs,
                             sample.batch <= (select rolled.batch from telemetry.rolled) as closed,
                             cast(sample.down as numeric) as down, sample.up
                      from telemetry.sample
                      where sample.batch > :batch
                        and telemetry.counts(sample.marks)
                        and sample.time >= (select telemetry.since_batch(:batch))
                        and sample.time - sample.span_ms * interval '1 ms'
                            >= cast(:hour as timestamptz)
                      union all
                      select sample.line,
                             case when parts.bucket >= cast(:hour as timestamptz) then 7
                                  when parts.bucket >= cast(:day as timestamptz) then 6
                                  when parts.bucket >= cast(:cycle as timestamptz) then 4
                                  else 0 end,
                             sample.batch <= (select rolled.batch from telemetry.rolled),
                             parts.down, parts.up
                      from telemetry.sample,
                           telemetry.parts(sample.time, sample.span_ms, sample.down, sample.up)
                               as parts
                      where sample.batch > :batch
                        and telemetry.counts(sample.marks)
                        and sample.time >= (select telemetry.since_batch(:batch))
                        and sample.time - sample.span_ms * interval '1 ms'
                            < cast(:hour as timestamptz)) as part
                group by line, belongs, closed
            ) as sums on true
            """;

    private final Database database;
    private final DbClient db;
    private final Clock clock;
    private final ZoneId zone;
    private final Counter failures;
    private final Counter refused;
    private final ScheduledExecutorService turns =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("talkers").daemon().unstarted(task));
    private volatile @Nullable LineSums sums;

    private record Read(long batch, List<Share> closed, List<Share> open) {}

    RunningTotals(Database database, MeterRegistry meters, Clock clock, ZoneId zone) {
        this.database = database;
        this.db = database.client();
        this.clock = clock;
        this.zone = zone;
        failures = meters.counter("lastmile.core.talkers.failures");
        refused = meters.counter("lastmile.core.talkers.lines.refused");
        meters.gauge("lastmile.core.talkers.lines", this, RunningTotals::size);
    }

    void start() {
        turns.execute(this::turn);
    }

    /// The sums, if they are of the period that it is now.
    Optional<LineSums> of(Period period) {
        LineSums known = sums;
        Instant now = clock.instant();
        return Optional.ofNullable(known)
                .filter(of ->
                        of.periods().start(period).equals(Periods.at(now, zone).start(period)))
                .filter(of -> of.asOf().plus(AGE_MAX).isAfter(now));
    }

    private double size() {
        LineSums known = sums;
        return known == null ? 0 : known.size();
    }

    private void turn() {
        long start = System.nanoTime();
        try {
            follow();
        } catch (DatabaseUnavailable | DbClientException e) {
            failures.increment();
            LOG.log(System.Logger.Level.DEBUG, "totals of lines are not followed", e);
        } finally {
            long nanos = Math.max(TURN.toNanos(), REST * (System.nanoTime() - start));
            if (!turns.isShutdown()) {
                var _ = turns.schedule(this::turn, nanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    /// Brings the sums up to now. Called by one thread.
    void follow() {
        Instant now = clock.instant();
        Periods periods = Periods.at(now, zone);
        LineSums known = sums;
        boolean goesOn =
                known != null
                        && known.periods().equals(periods)
                        && known.asOf().plus(AGE_MAX).isAfter(now);
        LineSums next = goesOn && known != null ? known : begun(periods, now);
        Read read = since(next.batch(), periods);
        refused.increment(next.take(read.closed(), read.open(), read.batch(), now));
        sums = next;
    }

    private LineSums begun(Periods periods, Instant now) {
        Read rolled = read(ROLLED, periods, Optional.empty());
        var begun = new LineSums(periods, rolled.batch(), now);
        refused.increment(begun.take(rolled.closed(), List.of(), rolled.batch(), now));
        return begun;
    }

    private Read since(long batch, Periods periods) {
        return read(SINCE, periods, Optional.of(batch));
    }

    private Read read(String sql, Periods periods, Optional<Long> batch) {
        return READER.call(() -> database.read(() -> rows(statement(sql, periods, batch))));
    }

    private DbStatementQuery statement(String sql, Periods periods, Optional<Long> batch) {
        DbStatementQuery query =
                db.execute()
                        .createQuery(sql)
                        .addParam("hour", periods.hour().atOffset(ZoneOffset.UTC))
                        .addParam("day", periods.day().atOffset(ZoneOffset.UTC))
                        .addParam("cycle", periods.cycle().atOffset(ZoneOffset.UTC));
        return batch.isPresent() ? query.addParam("batch", batch.get()) : query;
    }

    private static Read rows(DbStatementQuery query) {
        List<Share> closed = new ArrayList<>();
        List<Share> open = new ArrayList<>();
        long[] batch = new long[1];
        query.execute()
                .map(Row::new)
                .forEach(row -> {
                    batch[0] = row.number("batch");
                    var share =
                            new Share(
                                    row.integer("line"),
                                    row.integer("belongs"),
                                    row.number("down"),
                                    row.number("up"));
                    if (share.belongsTo() != 0) {
                        (row.flag("closed") ? closed : open).add(share);
                    }
                });
        return new Read(batch[0], closed, open);
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }
}
