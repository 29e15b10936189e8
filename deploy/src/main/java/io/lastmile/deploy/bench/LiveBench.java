package io.lastmile.deploy.bench;

import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.LiveRates;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.deploy.bench.BenchRow.Pair;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/// The live view over 100,000 lines at 100 routers with fifteen minutes of polls at 10 s: the top
/// talkers, a new snapshot, what a poll costs the pipeline, and memory.
final class LiveBench implements Bench {
    private static final int ROUTERS = 100;
    private static final int LINES = 1_000;
    private static final int INTERVAL_MILLIS = 10_000;
    private static final int POLLS = 90;
    private static final int ROUNDS = 21;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final AtomicLong nanos = new AtomicLong();
    private final List<List<Session>> sessions = new ArrayList<>();

    @Override
    public String part() {
        return "live";
    }

    @Override
    public List<BenchRow> run() {
        long before = heapBytes();
        try (var live = new LiveRates(Clock.systemUTC(), nanos::get, new SimpleMeterRegistry())) {
            for (int router = 0; router < ROUTERS; router++) {
                sessions.add(sessions(router));
            }
            double bytes = (heapBytes() - before) / 1e6;
            poll(live, true);
            long[] polls = new long[POLLS];
            for (int poll = 0; poll < POLLS; poll++) {
                polls[poll] = poll(live, false) / ROUTERS;
            }
            double heap = (heapBytes() - before) / 1e6 - bytes;
            return rows(live, median(polls) / 1e3, heap);
        }
    }

    private List<BenchRow> rows(Live live, double pollMicros, double heap) {
        long[] snapshots = new long[ROUNDS];
        long[] tops = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            nanos.addAndGet(Live.TICK.toNanos());
            long start = System.nanoTime();
            Snapshot snapshot = live.snapshot();
            snapshots[round] = System.nanoTime() - start;
            int best = live.top(snapshot, 50, OptionalInt.empty())[0];
            tops[round] = System.nanoTime() - start - snapshots[round];
            if (snapshot.downBps(best) <= 0) {
                throw new IllegalStateException("top line: no rate (expected: the highest)");
            }
        }
        return List.of(
                limit("top 50 of 100,000 lines", "ms", median(tops) / 1e6, 50),
                limit("new snapshot of 100,000 lines", "ms", median(snapshots) / 1e6, 50),
                limit("taking a poll of 1,000 lines", "us", pollMicros, 2_000),
                limit("memory, 15 minutes of 100,000 lines at 10 s", "MB", heap, 128));
    }

    private static List<Session> sessions(int router) {
        List<Session> sessions = new ArrayList<>(LINES);
        for (int number = 0; number < LINES; number++) {
            int id = router * LINES + number + 1;
            var line = new Line(router, Source.PPP_INTERFACE, "user" + id, id);
            var key = new Session.Key(1, Source.PPP_INTERFACE, id, "<pppoe-user" + id + ">");
            sessions.add(new Session(line, key, 0, Reason.RECONNECT, id));
        }
        return sessions;
    }

    /// All routers once; nanoseconds in the sink.
    private long poll(LiveRates live, boolean first) {
        nanos.addAndGet(INTERVAL_MILLIS * 1_000_000L);
        long spent = 0;
        for (int router = 0; router < ROUTERS; router++) {
            PollOutcome outcome = outcome(router, first);
            long start = System.nanoTime();
            live.accept(outcome);
            spent += System.nanoTime() - start;
        }
        return spent;
    }

    private PollOutcome outcome(int router, boolean first) {
        var pace = new PollReading.Pace(INTERVAL_MILLIS, 50);
        var reading =
                new PollReading(
                        router,
                        nanos.get() / 1_000,
                        nanos.get(),
                        nanos.get() / 1_000_000,
                        pace,
                        List.of(new CounterTable(Source.PPP_INTERFACE, 0)),
                        Optional.empty());
        List<PollOutcome.Started> started =
                first ? sessions.get(router).stream().map(LiveBench::started).toList() : List.of();
        return new PollOutcome(
                reading,
                1,
                INTERVAL_MILLIS,
                LINES,
                started,
                sessions.get(router).stream().map(this::sample).toList(),
                List.of(),
                Optional.empty());
    }

    private static PollOutcome.Started started(Session session) {
        return new PollOutcome.Started(session, 0, 0, Optional.empty());
    }

    private Sample sample(Session session) {
        long bytes = (session.id() + nanos.get()) * MIX >>> 40;
        return new Sample(
                session, 0, 0, bytes, bytes / 9, INTERVAL_MILLIS, Reason.CONTINUED, (short) 0);
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static BenchRow limit(String row, String unit, double ours, double goal) {
        return BenchRow.limit("live: " + row, unit, new Pair(ours, Double.NaN), goal);
    }
}
