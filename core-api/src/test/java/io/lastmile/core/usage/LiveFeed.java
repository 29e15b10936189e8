package io.lastmile.core.usage;

import io.lastmile.collector.live.LiveRates;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// The collector's real live room, fed by hand: router 1 with names whose ids are 1 to `lines`.
final class LiveFeed implements AutoCloseable {
    private static final int SPAN_MILLIS = 1_000;

    final LiveRates rates =
            new LiveRates(Clock.systemUTC(), System::nanoTime, new SimpleMeterRegistry());
    private final List<Session> sessions = new ArrayList<>();

    LiveFeed(int lines) {
        for (int id = 1; id <= lines; id++) {
            var key = new Session.Key(0, Source.PPP_INTERFACE, id, "<pppoe-n" + id + ">");
            var line = new Line(1, Source.PPP_INTERFACE, "n" + id, id);
            sessions.add(new Session(line, key, micros(), Reason.RECONNECT, id));
        }
        List<PollOutcome.Started> started =
                sessions.stream()
                        .map(s -> new PollOutcome.Started(s, 0, 0, Optional.empty()))
                        .toList();
        rates.accept(outcome(0, started, List.of(), List.of()));
        rates.start();
    }

    private static long micros() {
        return Clock.systemUTC().millis() * 1000;
    }

    /// One poll: each session moves what `kbit` says for its id, down; a tenth of it up.
    void poll(IntUnaryOperator kbit) {
        List<Sample> samples = new ArrayList<>();
        for (Session session : sessions) {
            long bytes = kbit.applyAsInt(session.line().id()) * 125L;
            samples.add(
                    new Sample(
                            session,
                            bytes,
                            bytes / 10,
                            bytes,
                            bytes / 10,
                            SPAN_MILLIS,
                            Reason.CONTINUED,
                            (short) 0));
        }
        rates.accept(outcome(SPAN_MILLIS, List.of(), samples, List.of()));
    }

    void drop(int id) {
        Session session = sessions.remove(id - 1);
        var ended = List.of(new PollOutcome.Ended(session, Reason.GONE));
        rates.accept(outcome(SPAN_MILLIS, List.of(), List.of(), ended));
    }

    private PollOutcome outcome(
            int spanMillis,
            List<PollOutcome.Started> started,
            List<Sample> samples,
            List<PollOutcome.Ended> ended) {
        var reading =
                new PollReading(
                        1,
                        micros(),
                        System.nanoTime(),
                        1_000_000,
                        new PollReading.Pace(60_000, 20),
                        List.of(new CounterTable(Source.PPP_INTERFACE, 16)),
                        Optional.empty());
        return new PollOutcome(
                reading, 0, spanMillis, sessions.size(), started, samples, ended, Optional.empty());
    }

    @Override
    public void close() {
        rates.close();
    }
}
