package io.lastmile.core.usage;

import io.lastmile.collector.live.Live;
import io.lastmile.core.lines.Directory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The orders that somebody looks at, sorted at most every three seconds, once for all who share
/// one. However many there are, one is sorted at a time, the ones in use take a quarter of a core
/// at most (then they grow older), and the `KEPT_MAX` last asked for are kept.
final class Orders {
    static final Duration AGE_MAX = Duration.ofSeconds(3);

    /// One is 400 KB at 100,000 lines.
    static final int KEPT_MAX = 64;

    private static final int PART_OF_A_CORE = 4;
    private static final int COST_WEIGHT = 8;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    /// An order's place; sorted for the first time once it is asked for.
    private static final class Place {
        private volatile Optional<Sorted> sorted = Optional.empty();
        private volatile long askedNanos;

        private Optional<Sorted> within(long nanos) {
            long now = System.nanoTime();
            return sorted.filter(known -> now - known.atNanos() < nanos);
        }
    }

    private final Live live;
    private final Directory directory;
    private final LinkedHashMap<Order, Place> kept = new LinkedHashMap<>(KEPT_MAX, 0.75f, true);
    private final ReentrantLock sorting = new ReentrantLock();
    private volatile long costNanos;
    private volatile int inUse = 1;

    Orders(Live live, Directory directory) {
        this.live = live;
        this.directory = directory;
    }

    /// How many different ones are on somebody's screen.
    void inUse(int orders) {
        inUse = orders;
    }

    /// How old an order on a screen may get.
    long ageNanosMax() {
        return Math.max(AGE_MAX.toNanos(), costNanos * PART_OF_A_CORE * inUse);
    }

    Rows rows(Window window) {
        return Rows.of(sorted(window.order(), ageNanosMax()), window);
    }

    /// Not older than `nanos`, unless others sort and there is an older one.
    Sorted sorted(Order order, long nanos) {
        Place place = place(order);
        Optional<Sorted> known = place.within(nanos);
        return known.isPresent() ? known.get() : renewed(order, place, nanos);
    }

    private Sorted renewed(Order order, Place place, long nanos) {
        Optional<Sorted> older = place.sorted;
        if (older.isEmpty()) {
            sorting.lock();
        } else if (!sorting.tryLock()) {
            return older.get();
        }
        try {
            Optional<Sorted> meanwhile = place.within(nanos);
            return meanwhile.isPresent() ? meanwhile.get() : sort(order, place);
        } finally {
            sorting.unlock();
        }
    }

    private Sorted sort(Order order, Place place) {
        long start = System.nanoTime();
        Sorted sorted = Sorted.of(order, live.snapshot(), directory.entries(), start);
        costNanos += (System.nanoTime() - start - costNanos) / COST_WEIGHT;
        place.sorted = Optional.of(sorted);
        return sorted;
    }

    private Place place(Order order) {
        synchronized (kept) {
            Place place = kept.computeIfAbsent(order, _ -> new Place());
            place.askedNanos = System.nanoTime();
            if (kept.size() > KEPT_MAX) {
                kept.pollFirstEntry();
            }
            return place;
        }
    }

    /// Called now and then: forgets what nobody looks at any more.
    void sweep() {
        long now = System.nanoTime();
        synchronized (kept) {
            kept.values().removeIf(place -> now - place.askedNanos > FORGOTTEN_AFTER.toNanos());
        }
    }

    int kept() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
