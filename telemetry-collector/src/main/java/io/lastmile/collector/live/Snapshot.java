package io.lastmile.collector.live;

import io.lastmile.collector.pipeline.Line;
import java.util.Objects;

/// All lines at one moment in columns; rows are in no particular order, and the same line may have
/// another row in the next snapshot. Never changes once published.
public final class Snapshot {
    private static final int INDEX_LOAD = 2;

    private final long timeMicros;
    private final Columns columns;
    private final int[] lines;
    private final int[] slots;
    private final int size;
    private volatile int[] index = new int[0];

    Snapshot(long timeMicros, Columns columns, int[] slots, int size) {
        this.timeMicros = timeMicros;
        this.columns = columns;
        this.slots = slots;
        this.size = size;
        lines = new int[size];
        for (int row = 0; row < size; row++) {
            lines[row] = lineAt(row).id();
        }
    }

    static Snapshot empty(long timeMicros) {
        return new Snapshot(timeMicros, new Columns(0), new int[0], 0);
    }

    /// When it was taken, microseconds since 1970.
    public long timeMicros() {
        return timeMicros;
    }

    public int size() {
        return size;
    }

    /// `telemetry.line.id`, or 0 while the database has not numbered the line.
    public int line(int row) {
        return lines[row];
    }

    public int router(int row) {
        return lineAt(row).router();
    }

    /// The PPP user or queue in the router's bytes as a Latin-1 string.
    public String rawName(int row) {
        return lineAt(row).rawName();
    }

    /// Bits per second that the customer receives, or `Live.UNKNOWN`.
    public long downBps(int row) {
        return columns.downBps[row];
    }

    /// Bits per second that the customer sends, or `Live.UNKNOWN`.
    public long upBps(int row) {
        return columns.upBps[row];
    }

    public LineState state(int row) {
        return LineState.ofCode(columns.state[row]);
    }

    /// When a poll last saw bytes move, microseconds since 1970; 0 if none did.
    public long movedMicros(int row) {
        return columns.movedMicros[row];
    }

    /// When the oldest open session began; of a line that is gone, when its session ended.
    public long sinceMicros(int row) {
        return columns.startedMicros[row];
    }

    /// The row of a line, or -1. The first call of a snapshot indexes it (about 1 ms per 100,000).
    public int rowOf(int line) {
        int[] rows = index;
        if (rows.length == 0) {
            rows = indexed();
            index = rows;
        }
        int mask = rows.length - 1;
        for (int at = home(line, mask); rows[at] != 0; at = (at + 1) & mask) {
            if (lines[rows[at] - 1] == line) {
                return rows[at] - 1;
            }
        }
        return -1;
    }

    int slot(int row) {
        return slots[row];
    }

    /// Row + 1 by hash of the line, 0 where empty; lines without a number are left out.
    private int[] indexed() {
        int[] rows = new int[Integer.highestOneBit(Math.max(8, size * INDEX_LOAD) * 2 - 1)];
        int mask = rows.length - 1;
        for (int row = 0; row < size; row++) {
            if (lines[row] != 0) {
                int at = home(lines[row], mask);
                while (rows[at] != 0) {
                    at = (at + 1) & mask;
                }
                rows[at] = row + 1;
            }
        }
        return rows;
    }

    private static int home(int line, int mask) {
        int mixed = line * 0x9E3779B9;
        return (mixed ^ mixed >>> 16) & mask;
    }

    private Line lineAt(int row) {
        return Objects.requireNonNull(columns.line[row], "row of a snapshot without a line");
    }
}
