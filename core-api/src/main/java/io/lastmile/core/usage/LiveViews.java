package io.lastmile.core.usage;

import io.lastmile.collector.live.LineState;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.RouterNow;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.collector.live.Totals;
import io.lastmile.core.lines.Directory;
import io.lastmile.core.lines.Directory.Entry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// All views of the live table and the streams that show them. When the collector tells of a poll
/// or a second, it takes the network's pulse and wakes every stream; each then writes for itself,
/// so that a slow one delays nobody and misses pulses instead of queueing them.
final class LiveViews implements Flow.Subscriber<Totals>, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveViews.class.getName());
    private static final int ID_BYTES = 16;
    private static final int SWEEP_PULSES = 10;

    /// At the end, a client that has not taken its last bytes for this long holds nobody up.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Live live;
    private final Directory directory;
    private final LiveLimits limits;
    private final Orders orders;
    private final Frames frames;
    private final Counter refused;
    private final Counter stalled;
    private final Counter revoked;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, LiveView> views = new ConcurrentHashMap<>();
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<RateKey, byte[]> rates = new ConcurrentHashMap<>();
    private final ScheduledExecutorService reading =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("directory").daemon().factory());
    private volatile Pulse pulse;
    private volatile boolean closed;

    /// Viewers of the same rows get the same bytes.
    private record RateKey(IntBuffer names, long pulse) {}

    LiveViews(Live live, Directory directory, LiveLimits limits, MeterRegistry meters) {
        this.live = live;
        this.directory = directory;
        this.limits = limits;
        this.orders = new Orders(live, directory);
        this.frames = new Frames(live, directory);
        this.pulse = pulse(live.now(), 0);
        this.refused = meters.counter("lastmile.core.live.views.refused");
        this.stalled = meters.counter("lastmile.core.live.streams.stalled");
        this.revoked = meters.counter("lastmile.core.live.streams.revoked");
        meters.gaugeMapSize("lastmile.core.live.views", List.of(), views);
        meters.gaugeCollectionSize("lastmile.core.live.streams", List.of(), streams);
    }

    /// Follows the collector from now on. The directory has a thread of its own, because it waits
    /// for the database and the rates do not.
    void start() {
        live.ticks().subscribe(this);
        long tick = Live.TICK.toMillis();
        var _ = reading.scheduleWithFixedDelay(this::read, 0, tick, TimeUnit.MILLISECONDS);
    }

    private void read() {
        try {
            Snapshot snapshot = live.snapshot();
            directory.refresh(
                    IntStream.range(0, snapshot.size())
                            .map(snapshot::line)
                            .filter(id -> id != 0)
                            .toArray());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "directory not refreshed", e);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Totals totals) {
        pulse = pulse(totals, pulse.number() + 1);
        rates.keySet().removeIf(key -> key.pulse() < pulse.number());
        orders.inUse(
                (int)
                        views.values().stream()
                                .map(view -> view.window().order())
                                .distinct()
                                .count());
        if (pulse.number() % SWEEP_PULSES == 0) {
            orders.sweep();
            views.values().removeIf(view -> view.isForgotten(limits.unwatched()));
        }
        cut(limits.stalled());
        views.values().forEach(LiveView::wake);
    }

    private void cut(Duration longer) {
        for (LiveStream stream : streams) {
            if (stream.cutIfWriting(longer)) {
                stalled.increment();
            }
        }
    }

    @Override
    public void onError(Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "live ticks ended", thrown);
        close();
    }

    @Override
    public void onComplete() {
        close();
    }

    private Pulse pulse(Totals totals, long number) {
        Map<Integer, Entry> entries = directory.entries();
        Snapshot snapshot = live.snapshot();
        int names = 0;
        int unaccounted = 0;
        for (int row = 0; row < snapshot.size(); row++) {
            Entry entry = entries.get(snapshot.line(row));
            if (entry != null) {
                names++;
                boolean open = snapshot.state(row) != LineState.GONE;
                unaccounted += open && !entry.accounted() ? 1 : 0;
            }
        }
        List<RouterNow> routers = live.routers();
        int answering = (int) routers.stream().filter(RouterNow::answering).count();
        long polled = routers.stream().mapToLong(RouterNow::polledMicros).max().orElse(0);
        long age = polled == 0 ? 0 : Math.max(0, totals.timeMicros() - polled) / 1000;
        var counts = new Pulse.Counts(names, unaccounted, routers.size(), answering);
        return new Pulse(number, totals, counts, age);
    }

    /// A new view, or nothing if there are too many: no login gets more than half of what the
    /// others left.
    synchronized Optional<LiveView> create(String login, Window window) {
        long own = views.values().stream().filter(view -> view.login().equals(login)).count();
        if (closed || own >= limits.views() - views.size()) {
            refused.increment();
            return Optional.empty();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var view = new LiveView(id, login, window);
        views.put(id, view);
        return Optional.of(view);
    }

    /// The view of this id, if it is this user's.
    Optional<LiveView> find(String id, String login) {
        return Optional.ofNullable(views.get(id)).filter(view -> view.login().equals(login));
    }

    void remove(LiveView view) {
        views.remove(view.id(), view);
        view.end();
    }

    void opened(LiveStream stream) {
        streams.add(stream);
    }

    void closed(LiveStream stream) {
        streams.remove(stream);
    }

    void revoked() {
        revoked.increment();
    }

    Pulse pulse() {
        return pulse;
    }

    LiveLimits limits() {
        return limits;
    }

    Orders orders() {
        return orders;
    }

    Snapshot snapshot() {
        return live.snapshot();
    }

    Frames frames() {
        return frames;
    }

    /// The event with the rates of these rows, written once for all who look at them.
    byte[] rates(Rows rows, Pulse at) {
        return rates.computeIfAbsent(
                new RateKey(rows.key(), at.number()),
                _ -> {
                    String id = "id: " + at.totals().timeMicros() / 1000 + "\n";
                    String event = LiveStream.event("rates", frames.rates(rows.names(), at));
                    return (id + event).getBytes(StandardCharsets.UTF_8);
                });
    }

    int intervalMillis() {
        return live.routers().stream().mapToInt(RouterNow::intervalMillis).min().orElse(0);
    }

    boolean isClosed() {
        return closed;
    }

    /// Ends every stream: an open one would hold the server's shutdown.
    @Override
    public void close() {
        closed = true;
        reading.shutdownNow();
        cut(LAST_WORDS);
        views.values().forEach(LiveView::wake);
    }
}
