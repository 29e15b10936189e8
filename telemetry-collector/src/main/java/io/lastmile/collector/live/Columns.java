package io.lastmile.collector.live;

import io.lastmile.collector.pipeline.Line;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines in parallel arrays, so that a hundred thousand of them are a few objects. A row without a
/// line is free.
final class Columns {
    @Nullable Line[] line;
    long[] downBps;
    long[] upBps;
    long[] movedMicros;
    long[] startedMicros;
    byte[] state;

    Columns(int rows) {
        line = new Line[rows];
        downBps = new long[rows];
        upBps = new long[rows];
        movedMicros = new long[rows];
        startedMicros = new long[rows];
        state = new byte[rows];
    }

    int rows() {
        return state.length;
    }

    void grow(int rows) {
        line = Arrays.copyOf(line, rows);
        downBps = Arrays.copyOf(downBps, rows);
        upBps = Arrays.copyOf(upBps, rows);
        movedMicros = Arrays.copyOf(movedMicros, rows);
        startedMicros = Arrays.copyOf(startedMicros, rows);
        state = Arrays.copyOf(state, rows);
    }

    void clear(int row) {
        line[row] = null;
        downBps[row] = 0;
        upBps[row] = 0;
        movedMicros[row] = 0;
        startedMicros[row] = 0;
        state[row] = LineState.GONE.code();
    }

    void copyRow(int row, Columns from, int fromRow) {
        line[row] = from.line[fromRow];
        downBps[row] = from.downBps[fromRow];
        upBps[row] = from.upBps[fromRow];
        movedMicros[row] = from.movedMicros[fromRow];
        startedMicros[row] = from.startedMicros[fromRow];
        state[row] = from.state[fromRow];
    }
}
