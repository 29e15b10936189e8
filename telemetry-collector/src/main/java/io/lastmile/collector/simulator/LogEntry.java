package io.lastmile.collector.simulator;

/// A row of `/log`.
record LogEntry(long id, long timeMillis, String topics, String message) {}
