package io.lastmile.collector.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// One life of a counter, from its session's start to its end. Guarded by its router's lock.
final class Counter {
    /// More than a test makes; from there on the newest reading replaces the one before.
    private static final int READINGS_MAX = 100_000;

    private final Table table;
    private final long id;
    private final Session session;
    private final List<Reading> readings = new ArrayList<>(0);
    private Bytes zero = Bytes.NONE;
    private int segment;
    private String name;

    Counter(Table table, long id, String name, Session session) {
        this.table = table;
        this.id = id;
        this.name = name;
        this.session = session;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    Bytes at(long millis) {
        return session.bytes(millis).minus(zero);
    }

    Reading reading(long millis) {
        return new Reading(millis, at(millis), segment);
    }

    /// The same counter under another name.
    void rename(String newName) {
        name = newName;
    }

    void reset(long millis) {
        zero = session.bytes(millis);
        segment++;
    }

    /// Keeps a reading that a completed print gave out; true for this counter's first.
    boolean gave(Reading reading, Truth.Detail detail) {
        boolean first = readings.isEmpty();
        if (!first && isBeyond(readings.getLast(), reading)) {
            // Two prints overlapped, as after a client was killed; the older one ended last.
            if (detail == Truth.Detail.ALL && readings.size() < READINGS_MAX) {
                readings.add(readings.size() - 1, reading);
            }
            return false;
        }
        boolean full = detail == Truth.Detail.LAST || readings.size() >= READINGS_MAX;
        boolean replaces = full && !first && readings.getLast().segment() == segment;
        if (replaces) {
            readings.removeLast();
        }
        readings.add(reading);
        return first;
    }

    private static boolean isBeyond(Reading kept, Reading given) {
        return kept.segment() > given.segment()
                || kept.segment() == given.segment()
                        && (isMore(kept.bytes().down(), given.bytes().down())
                                || isMore(kept.bytes().up(), given.bytes().up()));
    }

    private static boolean isMore(long a, long b) {
        return Long.compareUnsigned(a, b) > 0;
    }

    Life life(String router, long now) {
        long end = session.end();
        return new Life(
                router,
                session.boot(),
                table,
                id,
                name,
                session.start(),
                end <= now ? OptionalLong.of(end) : OptionalLong.empty(),
                session.bytes(now),
                readings);
    }
}
