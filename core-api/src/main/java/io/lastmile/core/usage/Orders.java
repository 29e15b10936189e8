package io.lastmile.core.usage;

import io.lastmile.collector.live.Live;
import io.lastmile.core.lines.Directory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Every order that somebody looks at, sorted at most every three seconds, once for all who share
/// it. Many different ones at a time are sorted less often, so that their cost has a bound.
final class Orders {
    static final Duration AGE_MAX = Duration.ofSeconds(3);

    /// From here on ages grow in proportion.
    private static final int FRESH_ORDERS = 50;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private record Kept(Sorted sorted, long askedNanos) {}

    private final Live live;
    private final Directory directory;
    private final Map<Order, Kept> kept = new ConcurrentHashMap<>();

    Orders(Live live, Directory directory) {
        this.live = live;
        this.directory = directory;
    }

    Sorted sorted(Order order) {
        long now = System.nanoTime();
        return kept.compute(order, (_, before) -> renewed(order, before, now)).sorted();
    }

    private Kept renewed(Order order, @Nullable Kept before, long now) {
        if (before != null && now - before.sorted().atNanos() < ageNanosMax()) {
            return new Kept(before.sorted(), now);
        }
        return new Kept(Sorted.of(order, live.snapshot(), directory.entries(), now), now);
    }

    private long ageNanosMax() {
        return AGE_MAX.toNanos() * Math.max(1, kept.size() / FRESH_ORDERS);
    }

    /// Called now and then: forgets what nobody looks at any more.
    void sweep() {
        long now = System.nanoTime();
        kept.values().removeIf(k -> now - k.askedNanos() > FORGOTTEN_AFTER.toNanos());
    }
}
