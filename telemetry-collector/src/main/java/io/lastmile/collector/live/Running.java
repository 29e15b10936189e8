package io.lastmile.collector.live;

import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;

/// One open session: the slot of its line and its newest rate, `Live.UNKNOWN` until two polls have
/// seen it.
final class Running {
    private static final long MILLIBITS_PER_BYTE = 8_000;

    final int slot;
    final Source source;
    final long startedMicros;
    long downBps = Live.UNKNOWN;
    long upBps = Live.UNKNOWN;

    /// The pipeline's object, which says whether the bytes are counted elsewhere as well.
    Session session;

    Running(int slot, Session session) {
        this.slot = slot;
        this.session = session;
        source = session.key().source();
        startedMicros = session.startedMicros();
    }

    boolean isDouble() {
        return session.isDouble();
    }

    void rest(long bps) {
        downBps = bps;
        upBps = bps;
    }

    /// An average over a gap is not what the line moves now, and a reading that cannot be true says
    /// nothing about it either.
    void move(Sample sample) {
        boolean believed =
                sample.spanMillis() > 0 && !sample.is(Sample.GAP) && !sample.is(Sample.IMPLAUSIBLE);
        downBps = believed ? bps(sample.down(), sample.spanMillis()) : Live.UNKNOWN;
        upBps = believed ? bps(sample.up(), sample.spanMillis()) : Live.UNKNOWN;
    }

    private static long bps(long bytes, int spanMillis) {
        return bytes <= Long.MAX_VALUE / MILLIBITS_PER_BYTE
                ? bytes * MILLIBITS_PER_BYTE / spanMillis
                : Live.UNKNOWN;
    }
}
