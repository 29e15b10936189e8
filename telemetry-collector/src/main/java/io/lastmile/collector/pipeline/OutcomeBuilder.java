package io.lastmile.collector.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers what one reading changes.
final class OutcomeBuilder {
    private static final long PART_BYTES_MAX = 1L << 62;

    private final PollReading reading;
    private final List<PollOutcome.Started> started = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<PollOutcome.Ended> ended = new ArrayList<>();
    private int seen;

    OutcomeBuilder(PollReading reading) {
        this.reading = reading;
    }

    PollReading reading() {
        return reading;
    }

    void seen(int sessions) {
        seen += sessions;
    }

    void started(Session session, Optional<ActiveSessions.Active> active) {
        started.add(new PollOutcome.Started(session, session.down(), session.up(), active));
    }

    void ended(Session session, Reason reason) {
        ended.add(new PollOutcome.Ended(session, reason));
    }

    /// Adds the movement unless no byte moved. A garbled counter can jump by up to 2^64 - 1 bytes,
    /// which is kept whole in several rows, because a row holds signed 64-bit.
    void moved(Sample sample) {
        Sample left = sample;
        while (left.down() < 0
                || left.up() < 0
                || left.down() > PART_BYTES_MAX
                || left.up() > PART_BYTES_MAX) {
            Sample part = part(left);
            samples.add(part);
            left = without(left, part);
        }
        if (left.down() != 0 || left.up() != 0) {
            samples.add(left);
        }
    }

    private static Sample part(Sample whole) {
        long down = smaller(whole.down());
        long up = smaller(whole.up());
        return new Sample(
                whole.session(),
                whole.downTotal() - (whole.down() - down),
                whole.upTotal() - (whole.up() - up),
                down,
                up,
                whole.spanMillis(),
                whole.reason(),
                whole.marks());
    }

    private static long smaller(long bytes) {
        return Long.compareUnsigned(bytes, PART_BYTES_MAX) < 0 ? bytes : PART_BYTES_MAX;
    }

    private static Sample without(Sample whole, Sample part) {
        return new Sample(
                whole.session(),
                whole.downTotal(),
                whole.upTotal(),
                whole.down() - part.down(),
                whole.up() - part.up(),
                whole.spanMillis(),
                whole.reason(),
                whole.marks());
    }

    PollOutcome build(
            int epoch, int spanMillis, Optional<List<PollOutcome.Checkpoint>> checkpoint) {
        return new PollOutcome(
                reading, epoch, spanMillis, seen, started, samples, ended, checkpoint);
    }
}
