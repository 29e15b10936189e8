package io.lastmile.core.usage;

import io.lastmile.collector.live.LineState;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.RouterNow;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.collector.live.Totals;
import io.lastmile.core.lines.Directory;
import io.lastmile.core.lines.Directory.Entry;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

/// All views of the live table. Once a second, when the collector's tick comes, it takes the
/// network's pulse and wakes every view; each then writes for itself, so that a slow one delays
/// nobody and misses ticks instead of queueing them.
final class LiveViews implements Flow.Subscriber<Totals>, AutoCloseable {
    static final int VIEWS_MAX = 2_000;
    private static final int ID_BYTES = 16;
    private static final int SWEEP_TICKS = 10;

    private final Live live;
    private final Directory directory;
    private final Orders orders;
    private final Frames frames;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, LiveView> views = new ConcurrentHashMap<>();
    private final Map<RateKey, String> rates = new ConcurrentHashMap<>();
    private volatile Pulse pulse;
    private volatile boolean closed;

    /// Viewers of the same rows get the same bytes.
    private record RateKey(Sorted sorted, int from, int count, long tick) {}

    LiveViews(Live live, Directory directory, MeterRegistry meters) {
        this.live = live;
        this.directory = directory;
        this.orders = new Orders(live, directory);
        this.frames = new Frames(live, directory);
        this.pulse = pulse(live.now(), 0);
        meters.gaugeMapSize("lastmile.core.live.views", List.of(), views);
    }

    void start() {
        live.ticks().subscribe(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Totals totals) {
        pulse = pulse(totals, pulse.number() + 1);
        rates.keySet().removeIf(key -> key.tick() < pulse.number());
        if (pulse.number() % SWEEP_TICKS == 0) {
            orders.sweep();
            views.values().removeIf(LiveView::isForgotten);
        }
        views.values().forEach(LiveView::wake);
        // Last, because it may wait for the database.
        directory.refresh();
    }

    @Override
    public void onError(Throwable thrown) {
        System.getLogger(LiveViews.class.getName())
                .log(System.Logger.Level.ERROR, "live ticks ended", thrown);
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

    /// A new view, or nothing if there are too many.
    Optional<LiveView> create(String login, Window window) {
        if (closed || views.size() >= VIEWS_MAX) {
            return Optional.empty();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var view = new LiveView(id, login, window, this);
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

    Pulse pulse() {
        return pulse;
    }

    Sorted sorted(Order order) {
        return orders.sorted(order);
    }

    Frames frames() {
        return frames;
    }

    /// The second's rates of a window, written once for all who look at it.
    String rates(Sorted sorted, Window window, Pulse at) {
        return rates.computeIfAbsent(
                new RateKey(sorted, window.from(), window.count(), at.number()),
                _ -> frames.rates(sorted.window(window.from(), window.count()), at));
    }

    int intervalMillis() {
        return live.routers().stream().mapToInt(RouterNow::intervalMillis).min().orElse(0);
    }

    boolean closed() {
        return closed;
    }

    /// Ends every stream: an open one would hold the server's shutdown.
    @Override
    public void close() {
        closed = true;
        views.values().forEach(LiveView::wake);
    }
}
