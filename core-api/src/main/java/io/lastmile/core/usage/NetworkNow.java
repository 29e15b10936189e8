package io.lastmile.core.usage;

import io.lastmile.collector.live.Live;
import java.util.OptionalLong;

/// The whole network at the newest tick, as the stream tells it a second later. A rate is empty
/// while none is known; `names` are those seen lately, `unaccounted` open sessions without a line.
public record NetworkNow(
        OptionalLong downBps, OptionalLong upBps, int online, int names, int unaccounted) {
    static NetworkNow of(Pulse pulse) {
        return new NetworkNow(
                rate(pulse.totals().downBps()),
                rate(pulse.totals().upBps()),
                pulse.totals().online(),
                pulse.counts().names(),
                pulse.counts().unaccounted());
    }

    private static OptionalLong rate(long bps) {
        return bps == Live.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(bps);
    }
}
