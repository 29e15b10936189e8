package io.lastmile.collector.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The truth about one life of a counter. `bootMillis` is when its router booted, `id` RouterOS's
/// `.id` (`*1A` is 26), `name` the raw bytes as Latin-1. `carried` counts to the end of the life,
/// or to now; `readings` are those that completed prints gave out, oldest first.
public record Life(
        String router,
        long bootMillis,
        Table table,
        long id,
        String name,
        long startMillis,
        OptionalLong endMillis,
        Bytes carried,
        List<Reading> readings) {
    public Life {
        readings = List.copyOf(readings);
    }

    /// The last reading given out: what telemetry.md calls *reported*.
    public Optional<Reading> reported() {
        return readings.isEmpty() ? Optional.empty() : Optional.of(readings.getLast());
    }

    /// All that readings prove: the last one of each segment between counter resets.
    public Bytes reportedTotal() {
        Bytes sum = Bytes.NONE;
        for (int i = 0; i < readings.size(); i++) {
            boolean last = i + 1 == readings.size();
            if (last || readings.get(i + 1).segment() != readings.get(i).segment()) {
                sum = sum.plus(readings.get(i).bytes());
            }
        }
        return sum;
    }

    public boolean live() {
        return endMillis.isEmpty();
    }
}
