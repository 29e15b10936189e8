package io.lastmile.collector.simulator;

/// A menu that gives out counters.
public enum Table {
    INTERFACE("/interface"),
    QUEUE("/queue/simple");

    private final String path;

    Table(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }
}
