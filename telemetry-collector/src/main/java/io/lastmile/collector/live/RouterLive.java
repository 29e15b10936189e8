package io.lastmile.collector.live;

import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.RouterMemory;
import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// One router's lines now. The pipeline's thread writes and any thread reads; each holds the lock
/// for the time that it takes to walk one router's lines in memory.
final class RouterLive {
    private final int router;
    private final LineSlots lines;
    private final Counter refused;
    private final Frames frames = new Frames();
    private final Map<Session.Key, Running> running = new HashMap<>();
    private long polledMicros;
    private long polledNanos;
    private PollReading.Pace pace = new PollReading.Pace(0, 0);
    private long downBps = Live.UNKNOWN;
    private long upBps = Live.UNKNOWN;
    private int unknown;
    private int counted;
    private boolean hidden;
    private long hiddenNanos;

    RouterLive(int router, AtomicInteger linesOfHouse, Counter refused) {
        this.router = router;
        this.refused = refused;
        lines = new LineSlots(linesOfHouse);
    }

    /// Takes a poll's outcome; gives the lines that lost their last session in it.
    synchronized List<Dropped> accept(PollOutcome outcome, int thinning) {
        PollReading reading = outcome.reading();
        List<Running> closed = close(outcome);
        outcome.started().forEach(started -> open(started.session()));
        outcome.checkpoint().ifPresent(live -> retain(sessions(live)));
        rest(reading, outcome.spanMillis() > 0 ? 0 : Live.UNKNOWN);
        outcome.samples().forEach(sample -> move(sample, reading.timeMicros()));
        lines.sum(running.values());
        sum();
        polledMicros = reading.timeMicros();
        polledNanos = reading.steadyNanos();
        pace = reading.pace();
        hidden = hidden && polledNanos - hiddenNanos <= 0;
        frames.add(polledMicros, polledNanos, lines.columns(), thinning);
        List<Dropped> dropped = dropped(closed);
        lines.release(polledMicros);
        return dropped;
    }

    private List<Running> close(PollOutcome outcome) {
        List<Running> closed = new ArrayList<>();
        for (PollOutcome.Ended end : outcome.ended()) {
            Running session = running.remove(end.session().key());
            if (session != null) {
                lines.closed(session.slot, outcome.reading().timeMicros());
                closed.add(session);
            }
        }
        return closed;
    }

    private Optional<Running> open(Session session) {
        Running known = running.get(session.key());
        if (known != null) {
            known.session = session;
            lines.renew(known.slot, session.line());
            return Optional.of(known);
        }
        int slot = lines.slotOf(session.line());
        if (slot == LineSlots.NONE) {
            refused.increment();
            return Optional.empty();
        }
        var opened = new Running(slot, session);
        running.put(session.key(), opened);
        lines.opened(slot, session.startedMicros());
        return Optional.of(opened);
    }

    /// What the database remembers when the pipeline begins a book: these sessions and no others.
    /// Most are still there and will not be announced again.
    synchronized void recalled(RouterMemory memory) {
        retain(memory.live());
        lines.sum(running.values());
        sum();
    }

    private static List<Session> sessions(List<PollOutcome.Checkpoint> checkpoint) {
        return checkpoint.stream().map(PollOutcome.Checkpoint::session).toList();
    }

    private void retain(List<Session> all) {
        Set<Session.Key> live = new HashSet<>();
        for (Session session : all) {
            live.add(session.key());
            var _ = open(session);
        }
        running.entrySet()
                .removeIf(entry -> {
                    boolean over = !live.contains(entry.getKey());
                    if (over) {
                        lines.closed(entry.getValue().slot, polledMicros);
                    }
                    return over;
                });
    }

    /// A session of a table that was read moved nothing unless a sample says so; one of a table
    /// that was left out of this poll keeps its rate.
    private void rest(PollReading reading, long bps) {
        Set<Source> read = EnumSet.noneOf(Source.class);
        for (CounterTable table : reading.tables()) {
            read.add(table.source());
        }
        for (Running session : running.values()) {
            if (read.contains(session.source)) {
                session.rest(bps);
            }
        }
    }

    private void move(Sample sample, long nowMicros) {
        open(sample.session())
                .ifPresent(session -> {
                    session.move(sample);
                    if (sample.down() != 0 || sample.up() != 0) {
                        lines.columns().movedMicros[session.slot] = nowMicros;
                    }
                });
    }

    /// A double's bytes are in the sum already, by the session that they belong to.
    private void sum() {
        long down = 0;
        long up = 0;
        unknown = 0;
        counted = 0;
        for (Running session : running.values()) {
            if (session.isDouble()) {
                continue;
            }
            counted++;
            if (session.downBps == Live.UNKNOWN) {
                unknown++;
            } else {
                down += session.downBps;
                up += session.upBps;
            }
        }
        boolean nothing = unknown > 0 && unknown == counted;
        downBps = nothing ? Live.UNKNOWN : down;
        upBps = nothing ? Live.UNKNOWN : up;
    }

    private List<Dropped> dropped(List<Running> closed) {
        List<Dropped> dropped = new ArrayList<>();
        for (Running session : closed) {
            Line line = lines.lineAt(session.slot);
            if (line != null && !lines.hasSession(session.slot)) {
                dropped.add(
                        new Dropped(
                                polledMicros,
                                router,
                                line.id(),
                                line.rawName(),
                                session.startedMicros));
            }
        }
        return dropped;
    }

    private boolean answering(long nowNanos) {
        long interval = Math.max(pace.intervalMillis(), pace.answerMillis());
        return polledMicros != 0 && nowNanos - polledNanos <= holdNanos(interval);
    }

    private static long holdNanos(long intervalMillis) {
        return (long) (Live.MISSED_INTERVALS * intervalMillis * 1e6);
    }

    synchronized RouterNow now(long nowNanos) {
        boolean answering = answering(nowNanos);
        return new RouterNow(
                router,
                answering,
                answering ? downBps : Live.UNKNOWN,
                answering ? upBps : Live.UNKNOWN,
                counted,
                answering ? unknown : counted,
                polledMicros,
                pace.intervalMillis(),
                pace.answerMillis());
    }

    synchronized int lines() {
        return lines.lines();
    }

    /// Copies the lines behind row `from` of a snapshot; gives the row after the last one. Stops at
    /// the end of the columns: a line that came since they were measured waits for the next one.
    synchronized int copyTo(Columns to, int[] slots, int from, long nowNanos) {
        boolean answering = answering(nowNanos);
        int row = from;
        for (int slot = 0; slot < lines.used() && row < to.rows(); slot++) {
            if (lines.lineAt(slot) != null) {
                to.copyRow(row, lines.columns(), slot);
                if (!answering && lines.hasSession(slot)) {
                    to.downBps[row] = Live.UNKNOWN;
                    to.upBps[row] = Live.UNKNOWN;
                    to.state[row] = LineState.UNKNOWN.code();
                }
                slots[row] = slot;
                row++;
            }
        }
        return row;
    }

    /// The history of the line in a slot, unless the slot has meanwhile gone to another one.
    synchronized Optional<LineHistory> history(int slot, int line, long nowMicros) {
        Line there = lines.lineAt(slot);
        if (there == null || there.id() != line) {
            return Optional.empty();
        }
        long interval = Math.max(pace.intervalMillis(), pace.answerMillis());
        return Optional.of(frames.history(slot, nowMicros, holdNanos(interval) / 1_000));
    }

    /// Nobody polls the router any more: it is out of sight until a poll after `nanos`. What it had
    /// open is kept, because the pipeline will not announce it again when the router comes back.
    synchronized void hide(long nanos) {
        hidden = true;
        hiddenNanos = nanos;
    }

    synchronized boolean visible() {
        return !hidden;
    }
}
