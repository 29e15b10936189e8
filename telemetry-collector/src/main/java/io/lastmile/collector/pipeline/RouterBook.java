package io.lastmile.collector.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the collector knows of one router: its boot epoch, its lines and the live sessions of each
/// table. `apply` is the only way on: from one reading to the outcome that it means.
///
/// Not thread-safe; the pipeline's thread owns it.
final class RouterBook {
    /// A restart reads the samples since the checkpoints; the store's `RouterMemories` says how
    /// long that takes. 100,000 sessions are 167 rows of checkpoints a second.
    private static final long CHECKPOINT_SECONDS = 600;

    /// How long an `.id` that vanished is remembered at the least, here and by the database.
    private static final long ENDED_SECONDS = 3600;

    /// A line's identity at this router.
    private record LineKey(Source source, String rawName) {
        static LineKey of(Line line) {
            return new LineKey(line.source(), line.rawName());
        }
    }

    private final int router;
    private final LineRates rates;
    private final Map<LineKey, Line> lines = new HashMap<>();
    private final EnumMap<Source, TableBook> tables = new EnumMap<>(Source.class);
    private int epoch;
    private boolean polledBefore;
    private long uptimeMillis;
    private long timeMicros;
    private @Nullable Long steadyNanos;
    private @Nullable Long recalledNanos;
    private long checkpointNanos;
    private long forgottenNanos;
    private final RadiusLives radius;

    RouterBook(RouterMemory memory, LineRates rates) {
        this.router = memory.router();
        this.rates = rates;
        epoch = memory.epoch();
        polledBefore = memory.polledBefore();
        uptimeMillis = memory.uptimeMillis();
        timeMicros = memory.timeMicros();
        radius = memory.radius();
        if (polledBefore) {
            // Sessions were asked for even if there was none; an older one shows by its uptime. A
            // queue shows no age, so its table counts as listed only if it ever had a row.
            table(Source.PPP_INTERFACE).listedAt(memory, Source.PPP_INTERFACE);
        }
        memory.listed().forEach(source -> table(source).listedAt(memory, source));
        memory.live().forEach(s -> table(s.key().source()).remember(s, memory));
        memory.ended().forEach(s -> table(s.key().source()).rememberEnded(s));
        tables.values().forEach(table -> table.lines(line -> lines.put(LineKey.of(line), line)));
    }

    /// Keeps the line objects that watchers already hold, with the ids that the database gave.
    void keepLinesOf(RouterBook before) {
        before.lines.forEach((key, line) -> {
            Line remembered = lines.put(key, line);
            if (remembered != null) {
                line.identify(remembered.id());
            }
        });
        tables.values().forEach(table -> table.live.replaceLines(this::same));
    }

    private Line same(Line line) {
        return line(line.source(), line.rawName());
    }

    /// Another writer may have been ahead when this book was recalled at `nanos`: a reading that
    /// the router gave before then counts only if it is provably newer than the memory.
    void acceptOnlyNewer(long nanos) {
        recalledNanos = nanos;
    }

    boolean accepts(PollReading reading) {
        Long recalled = recalledNanos;
        long askedNanos = reading.steadyNanos() - 1_000_000L * reading.pace().answerMillis();
        return recalled == null || !polledBefore || askedNanos - recalled > 0;
    }

    /// The same for a reading that waits with what was concluded from it: in the same boot its
    /// uptime tells. In another one it tells nothing, because one from before a reboot that the
    /// memory knows shows the longer uptime of the two.
    boolean accepts(PollOutcome waiting) {
        PollReading reading = waiting.reading();
        boolean isLater = waiting.epoch() == epoch && reading.uptimeMillis() > uptimeMillis + 1000;
        return isLater || accepts(reading);
    }

    PollOutcome apply(PollReading reading) {
        OutcomeBuilder outcome = new OutcomeBuilder(reading);
        boolean rebooted = polledBefore && reading.uptimeMillis() < uptimeMillis;
        int spanMillis = spanMillis(reading, rebooted);
        if (rebooted) {
            reboot(outcome);
        }
        for (CounterTable rows : reading.tables()) {
            TableBook table = table(rows.source());
            new Listing(this, table, rows, outcome).run();
            table.listedAt(reading);
        }
        moveOn(reading);
        return outcome.build(epoch, spanMillis, checkpoint(reading));
    }

    private void reboot(OutcomeBuilder outcome) {
        epoch++;
        for (TableBook table : tables.values()) {
            table.live.forEach(session -> outcome.ended(session, Reason.REBOOT));
        }
        tables.replaceAll((source, table) -> TableBook.sinceReboot());
    }

    private int spanMillis(PollReading reading, boolean rebooted) {
        if (!polledBefore) {
            return 0;
        }
        Long before = steadyNanos;
        long byUptime = reading.uptimeMillis() - (rebooted ? 0 : uptimeMillis);
        long span =
                before == null
                        ? byUptime
                        : new Passage(
                                        (reading.steadyNanos() - before) / 1_000_000,
                                        (reading.timeMicros() - timeMicros) / 1000,
                                        byUptime)
                                .millis();
        return Math.clamp(span, 1, Integer.MAX_VALUE);
    }

    private void moveOn(PollReading reading) {
        if (steadyNanos == null) {
            checkpointNanos =
                    reading.steadyNanos() - 1_000_000_000L * checkpointOffsetSeconds(router);
            forgottenNanos = reading.steadyNanos();
        }
        polledBefore = true;
        uptimeMillis = reading.uptimeMillis();
        timeMicros = reading.timeMicros();
        steadyNanos = reading.steadyNanos();
        recalledNanos = null;
    }

    /// Routers take turns, so that never many write their checkpoints at once.
    static long checkpointOffsetSeconds(int router) {
        return Math.floorMod(router * 7919L, CHECKPOINT_SECONDS);
    }

    private Optional<List<PollOutcome.Checkpoint>> checkpoint(PollReading reading) {
        if (isPast(reading, forgottenNanos, ENDED_SECONDS)) {
            forgottenNanos = reading.steadyNanos();
            tables.values().forEach(TableBook::forgetEnded);
        }
        if (!isPast(reading, checkpointNanos, CHECKPOINT_SECONDS)) {
            return Optional.empty();
        }
        checkpointNanos = reading.steadyNanos();
        List<PollOutcome.Checkpoint> readings = new ArrayList<>();
        for (TableBook table : tables.values()) {
            table.live.forEach(s -> readings.add(new PollOutcome.Checkpoint(s, s.down(), s.up())));
        }
        forgetLines();
        return Optional.of(readings);
    }

    private static boolean isPast(PollReading reading, long sinceNanos, long seconds) {
        return reading.steadyNanos() - sinceNanos >= 1_000_000_000L * seconds;
    }

    /// A router may make up names without end; one without a session that is remembered is looked
    /// up again when it comes back.
    private void forgetLines() {
        Set<LineKey> used = new HashSet<>();
        tables.values().forEach(table -> table.lines(line -> used.add(LineKey.of(line))));
        lines.keySet().retainAll(used);
    }

    int epoch() {
        return epoch;
    }

    boolean polledBefore() {
        return polledBefore;
    }

    /// Whether RADIUS counts the session, by its id or, where it shows none, its user. Who began to
    /// be counted since is found when the session is written: the writer then recalls the router.
    boolean radiusCounts(String rawName, String acctSessionId) {
        return radius.counts(rawName, acctSessionId);
    }

    LineRates rates() {
        return rates;
    }

    Line line(Source source, String rawName) {
        return lines.computeIfAbsent(
                new LineKey(source, rawName), key -> new Line(router, source, rawName, 0));
    }

    private TableBook table(Source source) {
        return tables.computeIfAbsent(source, any -> new TableBook());
    }
}
