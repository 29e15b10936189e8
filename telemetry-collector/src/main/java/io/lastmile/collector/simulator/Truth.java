package io.lastmile.collector.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What one router gave out, for tests to hold against what was stored. A reading counts as given
/// when its print reaches `!done`, a moment before the client can know it. Guarded by its router's
/// lock.
public final class Truth {
    /// How much is kept: nothing, each segment's last reading, or every reading.
    public enum Detail {
        NONE,
        LAST,
        ALL
    }

    private final Detail detail;
    private final List<Counter> given = new ArrayList<>();

    Truth(Detail detail) {
        this.detail = detail;
    }

    boolean wanted() {
        return detail != Detail.NONE;
    }

    void completed(Map<Counter, Reading> print) {
        print.forEach((counter, reading) -> {
            if (counter.gave(reading, detail)) {
                given.add(counter);
            }
        });
    }

    List<Life> lives(String router, long now) {
        return given.stream().map(counter -> counter.life(router, now)).toList();
    }
}
