package io.lastmile.collector.live;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One router's last fifteen minutes, a frame per poll: the rates of all its lines in two columns
/// of 16-bit floats. In megabits per second such a float reaches from 61 bit/s to 65 Gbit/s with an
/// error of 0.05 %, and a line costs 4 bytes per poll.
final class Frames {
    /// Points closer than this add bytes and no knowledge; 180 of them are fifteen minutes.
    static final long SPACING_NANOS = 5_000_000_000L;

    /// A poll that comes a little early for its jitter is still a point of its own.
    private static final double EARLY = 0.8;

    private static final float BPS_PER_UNIT = 1e6f;
    private static final float UNITS_MAX = 65_504;
    private static final short GAP = Float.floatToFloat16(Float.NaN);

    private record Frame(long timeMicros, long steadyNanos, short[] down, short[] up) {}

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();

    /// Takes the newest rates. With many lines in the house frames are further apart (`thinning`
    /// times the spacing), so that history has a bound in bytes.
    void add(long timeMicros, long steadyNanos, Columns columns, int thinning) {
        Frame last = frames.peekLast();
        long spacing = (long) (SPACING_NANOS * EARLY * thinning);
        if (last != null && steadyNanos - last.steadyNanos() < spacing) {
            return;
        }
        int rows = columns.rows();
        Frame spare = forget(steadyNanos, rows);
        short[] down = spare == null ? new short[rows] : spare.down();
        short[] up = spare == null ? new short[rows] : spare.up();
        for (int row = 0; row < rows; row++) {
            down[row] = packed(columns.downBps[row]);
            up[row] = packed(columns.upBps[row]);
        }
        frames.addLast(new Frame(timeMicros, steadyNanos, down, up));
    }

    /// Drops what is too old; gives one such frame to be written again, if its length fits.
    private @Nullable Frame forget(long steadyNanos, int rows) {
        Frame spare = null;
        Frame first = frames.peekFirst();
        while (first != null && steadyNanos - first.steadyNanos() > Live.HISTORY.toNanos()) {
            frames.removeFirst();
            spare = first.down().length == rows ? first : spare;
            first = frames.peekFirst();
        }
        return spare;
    }

    LineHistory history(int slot, long nowMicros, long holdMicros) {
        int points = frames.size();
        long[] times = new long[points];
        float[] down = new float[points];
        float[] up = new float[points];
        int point = 0;
        for (Frame frame : frames) {
            boolean known = slot < frame.down().length;
            times[point] = frame.timeMicros();
            down[point] = unpacked(known ? frame.down()[slot] : GAP);
            up[point] = unpacked(known ? frame.up()[slot] : GAP);
            point++;
        }
        return new LineHistory(times, down, up, nowMicros, holdMicros);
    }

    static short packed(long bps) {
        return bps == Live.UNKNOWN
                ? GAP
                : Float.floatToFloat16(Math.min(bps / BPS_PER_UNIT, UNITS_MAX));
    }

    static float unpacked(short packed) {
        return Float.float16ToFloat(packed) * BPS_PER_UNIT;
    }
}
