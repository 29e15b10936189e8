package io.lastmile.collector.simulator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who wants to know at once that something changed: connections that listen. Safe for many
/// threads.
final class Watchers {
    private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();

    void add(Runnable watcher) {
        watchers.add(watcher);
    }

    void remove(Runnable watcher) {
        watchers.remove(watcher);
    }

    void changed() {
        watchers.forEach(Runnable::run);
    }
}
