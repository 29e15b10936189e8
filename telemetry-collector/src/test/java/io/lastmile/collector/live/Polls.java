package io.lastmile.collector.live;

import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One router as the pipeline would report it, and the time at which it does.
final class Polls {
    static final int INTERVAL_MILLIS = 10_000;
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /// The time of a test: moves only when told to, wall and steady together.
    static final class Time extends Clock {
        private long nanos;

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        long nanos() {
            return nanos;
        }

        long micros() {
            return START.getEpochSecond() * 1_000_000 + nanos / 1_000;
        }

        @Override
        public Instant instant() {
            return START.plusNanos(nanos);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    static LiveRates live(Time time) {
        return new LiveRates(time, time::nanos, new SimpleMeterRegistry());
    }

    private final Time time;
    private final int router;
    private final List<PollOutcome.Started> started = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<PollOutcome.Ended> ended = new ArrayList<>();
    private Optional<List<PollOutcome.Checkpoint>> checkpoint = Optional.empty();
    private List<Source> tables = List.of(Source.PPP_INTERFACE);
    private int spanMillis = INTERVAL_MILLIS;

    Polls(Time time, int router) {
        this.time = time;
        this.router = router;
    }

    Session session(int line, String name) {
        return session(line, name, Source.PPP_INTERFACE);
    }

    Session session(int line, String name, Source source) {
        var key = new Session.Key(1, source, line, "<pppoe-" + name + ">");
        var at = new Line(router, source, name, line);
        return new Session(at, key, time.micros(), Reason.RECONNECT, line);
    }

    Polls first() {
        spanMillis = 0;
        return this;
    }

    Polls tables(Source... read) {
        tables = List.of(read);
        return this;
    }

    Polls starts(Session session) {
        started.add(new PollOutcome.Started(session, 0, 0, Optional.empty()));
        return this;
    }

    Polls ends(Session session) {
        ended.add(new PollOutcome.Ended(session, Reason.GONE));
        return this;
    }

    Polls checkpoint(Session... live) {
        checkpoint =
                Optional.of(
                        List.of(live).stream()
                                .map(each -> new PollOutcome.Checkpoint(each, 0, 0))
                                .toList());
        return this;
    }

    Polls moves(Session session, long down, long up) {
        return moves(session, down, up, (short) 0);
    }

    Polls moves(Session session, long down, long up, short marks) {
        samples.add(
                new Sample(session, down, up, down, up, INTERVAL_MILLIS, Reason.CONTINUED, marks));
        return this;
    }

    /// The outcome now; the next one begins empty.
    PollOutcome outcome() {
        var reading =
                new PollReading(
                        router,
                        time.micros(),
                        time.nanos(),
                        1_000_000,
                        new PollReading.Pace(INTERVAL_MILLIS, 20),
                        tables.stream().map(source -> new CounterTable(source, 16)).toList(),
                        Optional.empty());
        var outcome =
                new PollOutcome(
                        reading,
                        1,
                        spanMillis,
                        0,
                        List.copyOf(started),
                        List.copyOf(samples),
                        List.copyOf(ended),
                        checkpoint);
        started.clear();
        samples.clear();
        ended.clear();
        checkpoint = Optional.empty();
        spanMillis = INTERVAL_MILLIS;
        return outcome;
    }
}
