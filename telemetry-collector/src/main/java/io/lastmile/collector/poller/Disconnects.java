package io.lastmile.collector.poller;

import java.util.ArrayDeque;

/// Tells a mass disconnect: a large share of a router's sessions ended within a minute, as in a
/// power cut. The router then has its hands full with those who come back.
final class Disconnects {
    static final long WINDOW_NANOS = 60_000_000_000L;
    static final double SHARE = 0.3;

    /// Fewer than these are an ordinary evening at a small router.
    static final int ENDED_MIN = 20;

    private record Poll(long nanos, int ended, int seenBefore) {}

    private final ArrayDeque<Poll> polls = new ArrayDeque<>();
    private int seenLast;

    /// Takes one poll: how many sessions it ended and how many it saw; whether that is one.
    boolean happened(long nanos, int ended, int seen) {
        polls.addLast(new Poll(nanos, ended, seenLast));
        seenLast = seen;
        while (nanos - polls.getFirst().nanos() > WINDOW_NANOS) {
            polls.removeFirst();
        }
        int all = ended();
        int most = polls.stream().mapToInt(Poll::seenBefore).max().orElse(0);
        return all >= ENDED_MIN && all >= SHARE * most;
    }

    /// Within the last minute.
    int ended() {
        return polls.stream().mapToInt(Poll::ended).sum();
    }
}
