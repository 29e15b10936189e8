package io.lastmile.core.usage;

import io.lastmile.collector.live.LineHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last fifteen minutes of one name: a point per poll, kbit/s, empty where nothing is known.
record NameHistory(
        List<Long> t,
        List<Optional<Long>> down,
        List<Optional<Long>> up,
        Map<String, Object> totals) {
    static final NameHistory NOTHING =
            new NameHistory(
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of("down", Optional.empty(), "up", Optional.empty(), "ageMillis", 0));

    static NameHistory of(LineHistory history) {
        List<Long> t = new ArrayList<>();
        List<Optional<Long>> down = new ArrayList<>();
        List<Optional<Long>> up = new ArrayList<>();
        for (int i = 0; i < history.timeMicros().length; i++) {
            t.add(history.timeMicros()[i] / 1000);
            down.add(kbit(history.downBps()[i]));
            up.add(kbit(history.upBps()[i]));
        }
        long newest = t.isEmpty() ? history.nowMicros() / 1000 : t.getLast();
        return new NameHistory(
                t,
                down,
                up,
                Map.of(
                        "down",
                        down.isEmpty() ? Optional.empty() : down.getLast(),
                        "up",
                        up.isEmpty() ? Optional.empty() : up.getLast(),
                        "ageMillis",
                        Math.max(0, history.nowMicros() / 1000 - newest)));
    }

    private static Optional<Long> kbit(float bps) {
        return Float.isNaN(bps) ? Optional.empty() : Optional.of(Math.round(bps / 1000.0));
    }
}
