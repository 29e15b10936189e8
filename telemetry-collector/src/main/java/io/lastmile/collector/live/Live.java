package io.lastmile.collector.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Flow;

/// The network now, answered from memory at the same cost for one viewer or a thousand. Rates are
/// bits per second in the customer's direction; a rate that is not known is `UNKNOWN` in columns of
/// longs and NaN in columns of floats. Every method is safe from any thread and never waits for a
/// router or the database.
public interface Live {
    /// How far back the memory goes.
    Duration HISTORY = Duration.ofMinutes(15);

    /// How often totals are taken and, when no poll comes, watchers are told.
    Duration TICK = Duration.ofSeconds(1);

    /// A poll is told at once, but watchers are not told more often than this: a poll is then at
    /// most this old when they hear of it, and all of them together cost no more than 1 / 0.7 of
    /// one telling per second.
    Duration PACE = Duration.ofMillis(700);

    /// A router that has not answered for this many of its intervals is not answering: the rates of
    /// its lines are unknown, which is not 0.
    double MISSED_INTERVALS = 2.5;

    /// In place of a rate that is not known.
    long UNKNOWN = -1;

    /// Below this in both directions an open session is idle: keep-alives, not use.
    long IDLE_BELOW_BPS = 1_000;

    /// All lines as of at most a second ago and never older than what was told last; the same
    /// object for all who ask in between.
    Snapshot snapshot();

    /// The network's sums as of the last tick.
    Totals now();

    /// The sums of the last fifteen minutes, one per tick, oldest first.
    List<Totals> totals();

    /// What a line moved in the last fifteen minutes; nothing if the line has not been seen in
    /// them.
    Optional<LineHistory> history(int line);

    /// Each router's part now, in order of its id.
    List<RouterNow> routers();

    /// Rows of `snapshot` with the highest download, the highest first; one router's or
    /// everybody's.
    int[] top(Snapshot snapshot, int count, OptionalInt router);

    /// Lines whose last session ended, the newest first, at most `Dropped.KEPT_MAX` of them.
    List<Dropped> dropped();

    /// The sums whenever a poll has come, at most once per `PACE`, and once per tick when none
    /// comes. A subscriber that is slower gets the newest one when it asks again and never delays
    /// another.
    Flow.Publisher<Totals> ticks();
}
