package io.lastmile.collector.simulator;

import java.util.ArrayDeque;
import java.util.List;

/// The newest requests of all connections of a router, for who proves how much it was asked.
final class AskedLog {
    private static final int REQUESTS_MAX = 100_000;

    private final ArrayDeque<Asked> newest = new ArrayDeque<>();

    synchronized void add(String path, String verb) {
        if (newest.size() == REQUESTS_MAX) {
            newest.removeFirst();
        }
        newest.addLast(new Asked(path, verb, System.nanoTime()));
    }

    synchronized List<Asked> newest() {
        return List.copyOf(newest);
    }
}
