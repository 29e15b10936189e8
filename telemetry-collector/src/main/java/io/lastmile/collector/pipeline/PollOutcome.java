package io.lastmile.collector.pipeline;

import java.util.List;
import java.util.Optional;

/// What one poll changed, ready to be written in one transaction: new sessions, samples, ends and,
/// every ten minutes, a checkpoint of every live reading. Keeps its reading, so that it can be
/// worked out again after the database forgot or refused it.
///
/// `spanMillis` is the time since the router's previous poll, 0 for its first. A session may start
/// and have a sample in the same outcome; its row is written with the reading of `started` as its
/// checkpoint, so the first-seen base needs no sample.
public record PollOutcome(
        PollReading reading,
        int epoch,
        int spanMillis,
        int sessionsSeen,
        List<Started> started,
        List<Sample> samples,
        List<Ended> ended,
        Optional<List<Checkpoint>> checkpoint) {
    /// A session that began (or was first seen) in this poll, with its reading and, where
    /// `/ppp/active` was asked, who it is.
    public record Started(
            Session session,
            long downTotal,
            long upTotal,
            Optional<ActiveSessions.Active> active) {}

    /// A session that the router no longer counts, as of this poll.
    public record Ended(Session session, Reason reason) {}

    /// A live session's reading as of this poll (the session itself moves on).
    public record Checkpoint(Session session, long downTotal, long upTotal) {}

    public int router() {
        return reading.router();
    }

    /// What waiting for the database costs in memory, roughly.
    public long bytes() {
        return reading.bytes()
                + 72L * samples.size()
                + 128L * started.size()
                + 40L * checkpoint.map(List::size).orElse(0);
    }
}
