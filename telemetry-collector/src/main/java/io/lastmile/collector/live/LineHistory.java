package io.lastmile.collector.live;

import java.util.Arrays;

/// What one line moved, a point per poll, oldest first: parallel columns of the poll's time in
/// microseconds since 1970 and bits per second. NaN is a gap. A point holds until the next one, but
/// never longer than `holdMicros`.
public record LineHistory(
        long[] timeMicros, float[] downBps, float[] upBps, long nowMicros, long holdMicros) {
    public LineHistory {
        if (timeMicros.length != downBps.length || timeMicros.length != upBps.length) {
            throw new IllegalArgumentException(
                    "columns: %d, %d and %d points (expected: equal)"
                            .formatted(timeMicros.length, downBps.length, upBps.length));
        }
    }

    /// The download in `points` equal steps of the fifteen minutes up to now, for a sparkline: each
    /// step shows the newest poll before its end.
    public float[] downSteps(int points) {
        return steps(downBps, points);
    }

    public float[] upSteps(int points) {
        return steps(upBps, points);
    }

    private float[] steps(float[] bps, int points) {
        float[] steps = new float[points];
        Arrays.fill(steps, Float.NaN);
        long stepMicros = Live.HISTORY.toNanos() / 1_000 / points;
        int newest = -1;
        for (int step = 0; step < points; step++) {
            long end = nowMicros - (points - 1L - step) * stepMicros;
            while (newest + 1 < timeMicros.length && timeMicros[newest + 1] <= end) {
                newest++;
            }
            if (newest >= 0 && end - timeMicros[newest] <= holdMicros) {
                steps[step] = bps[newest];
            }
        }
        return steps;
    }
}
