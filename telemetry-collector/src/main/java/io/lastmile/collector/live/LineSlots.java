package io.lastmile.collector.live;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.Source;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The lines of one router, each in a slot that it keeps while it has sessions and for fifteen
/// minutes after the last one. A line is known by source and name: after a reload from the database
/// it comes back as another object.
final class LineSlots {
    /// All routers together; more lines than this are left out and counted.
    static final int LINES_MAX = 1_000_000;

    static final int NONE = -1;

    private static final int ROWS_FIRST = 16;

    private final AtomicInteger linesOfHouse;
    private final Map<Source, Map<String, Integer>> byName = new EnumMap<>(Source.class);
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final Columns columns = new Columns(ROWS_FIRST);
    private int[] sessions = new int[ROWS_FIRST];
    private int used;
    private int gone;

    LineSlots(AtomicInteger linesOfHouse) {
        this.linesOfHouse = linesOfHouse;
    }

    Columns columns() {
        return columns;
    }

    /// Rows of the columns that may hold a line.
    int used() {
        return used;
    }

    int lines() {
        return used - free.size();
    }

    boolean hasSession(int slot) {
        return sessions[slot] > 0;
    }

    @Nullable Line lineAt(int slot) {
        return slot < used ? columns.line[slot] : null;
    }

    /// The database may have brought the same line as another object that knows its id.
    void renew(int slot, Line line) {
        columns.line[slot] = line;
    }

    /// The line's slot, a new one if need be, or `NONE` when the house is full.
    int slotOf(Line line) {
        Map<String, Integer> names = byName.computeIfAbsent(line.source(), _ -> new HashMap<>());
        Integer known = names.get(line.rawName());
        int slot = known == null ? take() : known;
        if (slot != NONE) {
            columns.line[slot] = line;
            if (known == null) {
                names.put(line.rawName(), slot);
            }
        }
        return slot;
    }

    private int take() {
        if (linesOfHouse.incrementAndGet() > LINES_MAX) {
            linesOfHouse.decrementAndGet();
            return NONE;
        }
        gone++;
        Integer again = free.pollFirst();
        if (again != null) {
            return again;
        }
        if (used == sessions.length) {
            sessions = Arrays.copyOf(sessions, used * 2);
            columns.grow(used * 2);
        }
        columns.clear(used);
        return used++;
    }

    void opened(int slot, long startedMicros) {
        if (sessions[slot]++ == 0) {
            columns.startedMicros[slot] = startedMicros;
            gone--;
        }
    }

    /// When the last session of a line ends, `startedMicros` becomes the time since when it is
    /// gone.
    void closed(int slot, long nowMicros) {
        if (--sessions[slot] == 0) {
            columns.startedMicros[slot] = nowMicros;
            gone++;
        }
    }

    /// A line moves what its sessions move; one session's unknown rate makes the line's unknown.
    void sum(Collection<Running> running) {
        Arrays.fill(columns.downBps, 0, used, 0);
        Arrays.fill(columns.upBps, 0, used, 0);
        for (Running session : running) {
            columns.downBps[session.slot] = plus(columns.downBps[session.slot], session.downBps);
            columns.upBps[session.slot] = plus(columns.upBps[session.slot], session.upBps);
        }
        for (int slot = 0; slot < used; slot++) {
            columns.state[slot] = state(slot).code();
        }
    }

    private static long plus(long one, long other) {
        return one == Live.UNKNOWN || other == Live.UNKNOWN ? Live.UNKNOWN : one + other;
    }

    private LineState state(int slot) {
        if (sessions[slot] == 0) {
            return LineState.GONE;
        }
        long most = Math.max(columns.downBps[slot], columns.upBps[slot]);
        boolean idle = most != Live.UNKNOWN && most < Live.IDLE_BELOW_BPS;
        return idle ? LineState.IDLE : LineState.ONLINE;
    }

    /// Frees the slots of lines that have been gone for longer than the history.
    void release(long nowMicros) {
        long before = nowMicros - Live.HISTORY.toNanos() / 1_000;
        for (int slot = 0; slot < used && gone > 0; slot++) {
            Line line = columns.line[slot];
            if (line != null && sessions[slot] == 0 && columns.startedMicros[slot] < before) {
                byName.getOrDefault(line.source(), Map.of()).remove(line.rawName());
                columns.clear(slot);
                free.addLast(slot);
                gone--;
                linesOfHouse.decrementAndGet();
            }
        }
    }
}
