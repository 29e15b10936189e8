package io.lastmile.collector.pipeline;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The rules by which committed outcomes make a memory, as a model without SQL: what a store has to
/// recall, and the sums that conservation is checked on. Gives ids as a store does.
public final class CommittedModel {
    public static final int ROUTER = Readings.ROUTER;

    /// A counter; `.id` is the same for a static queue before and after a reboot.
    public record Key(Source source, long rosId) {
        static Key of(Session session) {
            return new Key(session.key().source(), session.key().rosId());
        }
    }

    /// What is stored of a counter: its samples, and the readings that were bases.
    public record Stored(Total samples, Total bases) {
        public static final Stored NOTHING = new Stored(Total.NONE, Total.NONE);
    }

    private record Row(Session session, long down, long up, boolean live) {}

    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final Map<Key, Total> samples = new HashMap<>();
    private final Map<Key, Total> bases = new HashMap<>();
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private long sessions;
    private int epoch;
    private long uptimeMillis;
    private long listedUptimeMillis;
    private long timeMicros;
    private boolean polled;

    public void commit(PollOutcome outcome) {
        for (PollOutcome.Started started : outcome.started()) {
            Session session = started.session();
            session.identify(++sessions);
            put(session, started.downTotal(), started.upTotal());
            reasons.add(session.startReason());
            if (session.startReason() == Reason.FIRST_SEEN) {
                Total base = Total.unsigned(started.downTotal(), started.upTotal());
                bases.merge(Key.of(session), base, Total::plus);
            }
        }
        outcome.samples().forEach(this::add);
        outcome.ended().forEach(e -> end(e.session().id(), e.reason()));
        boolean listed = outcome.reading().lists(Source.PPP_INTERFACE);
        if (listed || outcome.epoch() != epoch) {
            listedUptimeMillis = listed ? outcome.reading().uptimeMillis() : 0;
        }
        epoch = outcome.epoch();
        uptimeMillis = outcome.reading().uptimeMillis();
        timeMicros = outcome.reading().timeMicros();
        polled = true;
    }

    private void add(Sample sample) {
        if (sample.down() < 0 || sample.up() < 0) {
            throw new AssertionError("negative: " + sample);
        }
        reasons.add(sample.reason());
        put(sample.session(), sample.downTotal(), sample.upTotal());
        Total moved = Total.unsigned(sample.down(), sample.up());
        samples.merge(Key.of(sample.session()), moved, Total::plus);
    }

    private void put(Session session, long down, long up) {
        rows.put(session.id(), new Row(session, down, up, true));
    }

    private void end(long id, Reason reason) {
        Row row = Objects.requireNonNull(rows.get(id), "an end without a start");
        rows.put(id, new Row(row.session(), row.down(), row.up(), false));
        reasons.add(reason);
    }

    public Map<Key, Stored> stored() {
        Map<Key, Stored> stored = new HashMap<>();
        samples.forEach((key, sum) -> stored.put(key, new Stored(sum, Total.NONE)));
        bases.forEach((key, base) -> {
            Total sum = samples.getOrDefault(key, Total.NONE);
            stored.put(key, new Stored(sum, base));
        });
        return stored;
    }

    /// Why sessions began and ended and bytes moved.
    public Set<Reason> reasons() {
        return reasons;
    }

    public RouterMemory memory() {
        Map<String, Line> lines = new HashMap<>();
        List<Session> live = new ArrayList<>();
        List<Session> ended = new ArrayList<>();
        for (Row row : rows.values()) {
            line(row.session().line(), lines);
            if (row.live()) {
                live.add(remembered(row, lines));
            } else if (row.session().key().epoch() == epoch) {
                ended.add(remembered(row, lines));
            }
        }
        Set<Source> listed = lines.values().stream().map(Line::source).collect(toSet());
        return new RouterMemory(
                ROUTER,
                epoch,
                uptimeMillis,
                listedUptimeMillis,
                timeMicros,
                polled,
                listed,
                live,
                ended,
                RadiusLives.NONE);
    }

    private static Line line(Line name, Map<String, Line> lines) {
        return lines.computeIfAbsent(
                name.source() + name.rawName(),
                any -> new Line(name.router(), name.source(), name.rawName(), 1));
    }

    private static Session remembered(Row row, Map<String, Line> lines) {
        Session was = row.session();
        return Session.remembered(
                line(was.line(), lines),
                was.key(),
                was.startedMicros(),
                was.startReason(),
                was.id(),
                new long[] {row.down(), row.up()});
    }
}
