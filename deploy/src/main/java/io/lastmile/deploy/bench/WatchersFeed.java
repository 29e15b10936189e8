package io.lastmile.deploy.bench;

import io.lastmile.collector.live.LiveRates;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// One router's polls for the live room. The first name is always the greatest, and its rate tells
/// which poll it came from: `STAMP_KBIT` plus the poll's number in Mbit/s.
final class WatchersFeed {
    static final int STAMP_KBIT = 10_000_000;

    private static final int SPAN_MILLIS = 1_000;
    private static final int BYTES_PER_KBIT = 125;

    private final LiveRates rates;
    private final Clock clock;
    private final List<Session> sessions = new ArrayList<>();

    WatchersFeed(LiveRates rates, Clock clock, int lines) {
        this.rates = rates;
        this.clock = clock;
        for (int id = 1; id <= lines; id++) {
            var key = new Session.Key(0, Source.PPP_INTERFACE, id, "<pppoe-n" + id + ">");
            var line = new Line(1, Source.PPP_INTERFACE, "n" + id, id);
            sessions.add(new Session(line, key, micros(), Reason.RECONNECT, id));
        }
        var started =
                sessions.stream()
                        .map(s -> new PollOutcome.Started(s, 0, 0, Optional.empty()))
                        .toList();
        rates.accept(outcome(0, started, List.of()));
    }

    void poll(int number) {
        List<Sample> samples = new ArrayList<>(sessions.size());
        for (Session session : sessions) {
            long kbit =
                    session.line().id() == 1
                            ? STAMP_KBIT + number * 1_000L
                            : plausible(session.line().id());
            long bytes = kbit * BYTES_PER_KBIT;
            samples.add(
                    new Sample(
                            session,
                            bytes,
                            bytes / 8,
                            bytes,
                            bytes / 8,
                            SPAN_MILLIS,
                            Reason.CONTINUED,
                            (short) 0));
        }
        rates.accept(outcome(SPAN_MILLIS, List.of(), samples));
    }

    /// Few use much (a Zipf curve), and who does still does in the next poll, give or take a tenth.
    private static int plausible(int id) {
        int usual = 16_000_000 / (id + 40);
        return usual + ThreadLocalRandom.current().nextInt(usual / 5) - usual / 10;
    }

    private long micros() {
        return clock.millis() * 1_000;
    }

    private PollOutcome outcome(
            int spanMillis, List<PollOutcome.Started> started, List<Sample> samples) {
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
                reading,
                0,
                spanMillis,
                sessions.size(),
                started,
                samples,
                List.of(),
                Optional.empty());
    }
}
