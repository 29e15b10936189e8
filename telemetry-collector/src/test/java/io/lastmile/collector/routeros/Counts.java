package io.lastmile.collector.routeros;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// The client's counters, for tests to look at.
final class Counts implements RouterOsEvents {
    private final AtomicIntegerArray counts = new AtomicIntegerArray(RouterEvent.values().length);

    @Override
    public void happened(RouterEvent event) {
        counts.incrementAndGet(event.ordinal());
    }

    int of(RouterEvent event) {
        return counts.get(event.ordinal());
    }
}
