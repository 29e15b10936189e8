package io.lastmile.collector.live;

import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.RouterMemory;
import io.lastmile.collector.pipeline.Sink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// The sink behind `Live`: keeps each router's lines and, once a second, their sums. Watchers are
/// told when a poll has come, at a pace that they can bear.
public final class LiveRates implements Live, Sink, AutoCloseable {
    /// From here on histories get coarser, so that they stay within about 72 MB together.
    private static final int LINES_PER_THINNING = 100_000;

    private static final int TOTALS_MAX = (int) (HISTORY.toMillis() / TICK.toMillis());

    /// A little less than a tick: what is looked at with each tick is then as new as the tick.
    private static final long RENEWED_AFTER_NANOS = TICK.toNanos() * 8 / 10;

    private static final int ROW_BITS = 21;
    private static final long BPS_MAX = (1L << 42) - 1;

    private final Clock clock;
    private final LongSupplier steadyNanos;
    private final AtomicInteger lines = new AtomicInteger();
    private final ConcurrentSkipListMap<Integer, RouterLive> routers =
            new ConcurrentSkipListMap<>();
    private final ArrayDeque<Totals> totals = new ArrayDeque<>();
    private final ArrayDeque<Dropped> dropped = new ArrayDeque<>();
    private final Counter refused;
    private final Ticks ticks = new Ticks(Thread::startVirtualThread);
    private final ScheduledExecutorService ticking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("live-tick").daemon().factory());
    private final Pacer pacer = new Pacer(PACE, TICK, this::tell);
    private final Object rebuilding = new Object();
    private volatile Taken taken;
    private volatile boolean overtaken;

    private record Taken(Snapshot snapshot, long atNanos) {}

    /// `steadyNanos` is the clock of `PollReading.steadyNanos`.
    public LiveRates(Clock clock, LongSupplier steadyNanos, MeterRegistry meters) {
        this.clock = clock;
        this.steadyNanos = steadyNanos;
        taken = new Taken(Snapshot.empty(0), steadyNanos.getAsLong() - TICK.toNanos());
        meters.gauge("lastmile.collector.live.lines", lines);
        meters.gauge("lastmile.collector.live.watchers", ticks, Ticks::watchers);
        FunctionCounter.builder("lastmile.collector.live.ticks.overtaken", ticks, Ticks::overtaken)
                .register(meters);
        refused = meters.counter("lastmile.collector.live.lines.refused");
    }

    public void start() {
        long tick = TICK.toMillis();
        var _ = ticking.scheduleAtFixedRate(this::tick, tick, tick, TimeUnit.MILLISECONDS);
        pacer.start();
    }

    @Override
    public void accept(PollOutcome outcome) {
        int thinning = 1 + Math.max(0, lines.get() - 1) / LINES_PER_THINNING;
        List<Dropped> gone = router(outcome.router()).accept(outcome, thinning);
        synchronized (dropped) {
            gone.forEach(dropped::addFirst);
            while (dropped.size() > Dropped.KEPT_MAX) {
                dropped.removeLast();
            }
        }
        pacer.news();
    }

    @Override
    public void recalled(RouterMemory memory) {
        router(memory.router()).recalled(memory);
    }

    private RouterLive router(int router) {
        return routers.computeIfAbsent(router, id -> new RouterLive(id, lines, refused));
    }

    /// A router that was removed or paused leaves no unknown lines behind.
    public void forget(int router) {
        RouterLive gone = routers.get(router);
        if (gone != null) {
            gone.hide(steadyNanos.getAsLong());
        }
    }

    private List<RouterLive> visible() {
        return routers.values().stream().filter(RouterLive::visible).toList();
    }

    void tick() {
        Totals sums = sums();
        synchronized (totals) {
            totals.addLast(sums);
            if (totals.size() > TOTALS_MAX) {
                totals.removeFirst();
            }
        }
    }

    /// What is looked at from here on is as new as what is told.
    void tell() {
        overtaken = true;
        ticks.offer(sums());
    }

    private Totals sums() {
        long down = 0;
        long up = 0;
        int online = 0;
        int unknown = 0;
        boolean known = false;
        for (RouterNow router : routers()) {
            boolean rated = router.downBps() != UNKNOWN;
            known |= rated;
            down += rated ? router.downBps() : 0;
            up += rated ? router.upBps() : 0;
            online += router.answering() ? router.sessions() : 0;
            unknown += router.unknown();
        }
        return new Totals(
                nowMicros(), known ? down : UNKNOWN, known ? up : UNKNOWN, online, unknown);
    }

    @Override
    public Totals now() {
        synchronized (totals) {
            return totals.isEmpty() ? Totals.nothing(nowMicros()) : totals.getLast();
        }
    }

    @Override
    public List<Totals> totals() {
        synchronized (totals) {
            return List.copyOf(totals);
        }
    }

    @Override
    public List<RouterNow> routers() {
        long now = steadyNanos.getAsLong();
        return visible().stream().map(router -> router.now(now)).toList();
    }

    @Override
    public List<Dropped> dropped() {
        synchronized (dropped) {
            return List.copyOf(dropped);
        }
    }

    @Override
    public Snapshot snapshot() {
        if (fresh()) {
            return taken.snapshot();
        }
        synchronized (rebuilding) {
            if (!fresh()) {
                overtaken = false;
                taken = new Taken(rebuilt(), steadyNanos.getAsLong());
            }
            return taken.snapshot();
        }
    }

    private boolean fresh() {
        return !overtaken && steadyNanos.getAsLong() - taken.atNanos() < RENEWED_AFTER_NANOS;
    }

    private Snapshot rebuilt() {
        List<RouterLive> all = visible();
        int rows = all.stream().mapToInt(RouterLive::lines).sum();
        var columns = new Columns(rows);
        int[] slots = new int[rows];
        int size = 0;
        for (RouterLive router : all) {
            size = router.copyTo(columns, slots, size, steadyNanos.getAsLong());
        }
        return new Snapshot(nowMicros(), columns, slots, size);
    }

    @Override
    public Optional<LineHistory> history(int line) {
        Snapshot newest = snapshot();
        int row = newest.rowOf(line);
        if (row < 0) {
            return Optional.empty();
        }
        RouterLive router = routers.get(newest.router(row));
        return router == null
                ? Optional.empty()
                : router.history(newest.slot(row), line, nowMicros());
    }

    @Override
    public int[] top(Snapshot snapshot, int count, OptionalInt router) {
        var lowestFirst = new PriorityQueue<Long>();
        for (int row = 0; row < snapshot.size(); row++) {
            long bps = snapshot.downBps(row);
            boolean counts = router.isEmpty() || router.getAsInt() == snapshot.router(row);
            if (bps > 0 && counts) {
                keep(lowestFirst, Math.min(bps, BPS_MAX) << ROW_BITS | row, count);
            }
        }
        List<Long> highestFirst = new ArrayList<>(lowestFirst);
        highestFirst.sort(Comparator.reverseOrder());
        return highestFirst.stream().mapToInt(key -> (int) (key & (1 << ROW_BITS) - 1)).toArray();
    }

    private static void keep(PriorityQueue<Long> lowestFirst, long key, int count) {
        Long lowest = lowestFirst.peek();
        if (lowestFirst.size() < count) {
            lowestFirst.add(key);
        } else if (lowest != null && lowest < key) {
            lowestFirst.poll();
            lowestFirst.add(key);
        }
    }

    @Override
    public Flow.Publisher<Totals> ticks() {
        return ticks;
    }

    private long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    @Override
    public void close() {
        ticking.shutdownNow();
        pacer.close();
        ticks.close();
    }
}
