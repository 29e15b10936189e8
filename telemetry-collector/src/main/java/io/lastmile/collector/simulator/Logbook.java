package io.lastmile.collector.simulator;

import java.util.ArrayDeque;
import java.util.List;

/// The newest entries of a router's memory log, which holds 1,000 as RouterOS's does by default.
/// Guarded by its router's lock.
final class Logbook {
    private static final int ENTRIES_MAX = 1_000;

    private final ArrayDeque<LogEntry> entries = new ArrayDeque<>();
    private long nextId = 1;

    void add(long millis, String topics, String message) {
        if (entries.size() == ENTRIES_MAX) {
            entries.removeFirst();
        }
        entries.addLast(new LogEntry(nextId++, millis, topics, message));
    }

    List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /// Memory logs do not survive a reboot.
    void clear() {
        entries.clear();
    }
}
