package io.lastmile.collector.rollup;

import io.lastmile.collector.rollup.Chunks.Chunk;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/// Drops whole chunks that are too old, or too many for their level's bytes: then the oldest go
/// first, and never the one that holds now. What is not in the rollups yet stays, and with it
/// everything newer of its level.
public final class Retention {
    private final Chunks chunks;
    private final ChunkDrop drop;
    private final RetentionConfig config;
    private final Clock clock;

    /// How many chunks went because of their age, how many because of their level's bytes, and how
    /// many have to wait for the rollup.
    public record Dropped(int old, int over, int waiting) {
        private static final Dropped NOTHING = new Dropped(0, 0, 0);

        private Dropped plus(Dropped other) {
            return new Dropped(old + other.old, over + other.over, waiting + other.waiting);
        }
    }

    public Retention(DataSource source, RetentionConfig config, Clock clock) {
        this.chunks = new Chunks(source);
        this.drop = new ChunkDrop(source);
        this.config = config;
        this.clock = clock;
    }

    /// Without `byAge` only what is too much goes: the clock is not believed.
    public Dropped enforce(boolean byAge) throws SQLException {
        return enforce(byAge, config.samples(), "sample")
                .plus(enforce(byAge, config.polls(), "poll"))
                .plus(enforce(byAge, config.fiveMinutes(), "rollup_5m", "rollup_router_5m"))
                .plus(enforce(byAge, config.hours(), "rollup_hour", "rollup_router_hour"));
    }

    /// The newest time that samples tell of, as far as `now`.
    Instant known(Instant now) throws SQLException {
        return chunks.of(List.of("sample")).stream()
                .map(chunk -> chunk.end().toInstant())
                .max(Comparator.naturalOrder())
                .filter(end -> end.isBefore(now))
                .orElse(now);
    }

    private Dropped enforce(boolean byAge, RetentionConfig.Keep keep, String... tables)
            throws SQLException {
        List<Chunk> all = chunks.of(List.of(tables));
        OffsetDateTime now = OffsetDateTime.now(clock);
        OffsetDateTime oldest = now.minus(keep.age());
        long bytes = all.stream().mapToLong(Chunk::bytes).sum();
        Dropped dropped = Dropped.NOTHING;
        for (Chunk chunk : all) {
            boolean old = byAge && !chunk.end().isAfter(oldest);
            boolean over = bytes > keep.bytesMax() && !chunk.end().isAfter(now);
            if (!old && !over) {
                return dropped;
            }
            if (!drop.drop(chunk)) {
                return dropped.plus(new Dropped(0, 0, 1));
            }
            bytes -= chunk.bytes();
            dropped = dropped.plus(old ? new Dropped(1, 0, 0) : new Dropped(0, 1, 0));
        }
        return dropped;
    }
}
