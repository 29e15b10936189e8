package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.LineName;
import io.lastmile.collector.pipeline.PppNames;
import io.lastmile.collector.pipeline.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds the queues of PPP sessions against the sessions' interfaces now and then: both count the
/// same bytes (routeros.md, 1.13). An interface that moves far more than its queue sees goes past
/// the queue (FastTrack), so no speed limit holds; a queue that counts down where the interface
/// counts up was set up the wrong way round, or one of the two is read wrongly.
///
/// Costs nothing between checks. Lives on the router's poll thread.
final class SourceCheck {
    /// Every so many listings of queues, five minutes at the usual interval.
    static final int EVERY_LISTINGS = 10;

    /// Less than this between two checks is not judged: the two tables are not of one moment.
    static final long BYTES_MIN = 1_000_000;

    /// An interface that moved more than so many times what its queue counted disagrees. Framing
    /// makes a few percent, drops of a full queue some ten.
    static final double BYPASS_TIMES = 2;

    /// Two directions count as one and the same within this share.
    static final double SWAP_TOLERANCE = 0.2;

    /// Directions that differ by less cannot be told apart.
    static final double SWAP_TIMES = 2;

    /// What was found about a line; without evidence, that its counters agree.
    record Finding(LineName line, Optional<Map<String, String>> evidence) {}

    private record Bytes(long down, long up) {
        Bytes plus(Bytes other) {
            return new Bytes(down + other.down, up + other.up);
        }

        Bytes since(Bytes before) {
            return new Bytes(down - before.down, up - before.up);
        }

        /// A counter that began again says nothing; none moves 2^63 bytes between two checks.
        boolean fell() {
            return down < 0 || up < 0;
        }
    }

    /// Both sides of a session. `ids` tells whether they are still the same counters.
    private record Pair(String user, List<Long> ids, Bytes port, Bytes queues, long nanos) {
        Pair with(QueueListing.Queue queue) {
            List<Long> more = new ArrayList<>(ids);
            more.add(queue.rosId());
            Bytes sum = queues.plus(new Bytes(queue.down(), queue.up()));
            return new Pair(user, List.copyOf(more), port, sum, nanos);
        }
    }

    private Map<Long, Pair> before = Map.of();
    private int listings;

    /// Whether the listing of queues that begins is to be compared.
    boolean isDue() {
        return listings++ % EVERY_LISTINGS == 0;
    }

    /// Compares with the check before; nothing is found the first time.
    List<Finding> check(
            CounterTable ports,
            List<QueueListing.Queue> queues,
            PppAddresses sessions,
            long nanos) {
        Map<Long, Pair> now = pairs(ports, queues, sessions, nanos);
        List<Finding> found = new ArrayList<>();
        now.forEach((port, pair) -> {
            Pair earlier = before.get(port);
            if (earlier != null && earlier.ids().equals(pair.ids())) {
                judge(earlier, pair).ifPresent(found::add);
            }
        });
        before = now;
        return found;
    }

    private static Map<Long, Pair> pairs(
            CounterTable ports,
            List<QueueListing.Queue> queues,
            PppAddresses sessions,
            long nanos) {
        Map<String, Integer> byName = new HashMap<>();
        Map<String, Integer> byUser = new HashMap<>();
        for (int row = 0; row < ports.size(); row++) {
            byName.put(ports.rawName(row), row);
            byUser.put(PppNames.user(ports.rawName(row), Optional.empty()), row);
        }
        Map<Long, Pair> pairs = new HashMap<>();
        for (QueueListing.Queue queue : queues) {
            Integer named = byName.get(queue.target());
            Integer row =
                    named != null
                            ? named
                            : sessions.user(queue.target()).map(byUser::get).orElse(null);
            if (row != null) {
                pairs.merge(
                        ports.rosId(row),
                        pair(ports, row, nanos).with(queue),
                        (known, _) -> known.with(queue));
            }
        }
        return pairs;
    }

    private static Pair pair(CounterTable ports, int row, long nanos) {
        return new Pair(
                PppNames.user(ports.rawName(row), Optional.empty()),
                List.of(),
                new Bytes(ports.down(row), ports.up(row)),
                new Bytes(0, 0),
                nanos);
    }

    private static Optional<Finding> judge(Pair before, Pair now) {
        Bytes port = now.port().since(before.port());
        Bytes queue = now.queues().since(before.queues());
        if (port.fell() || queue.fell() || Math.max(port.down(), port.up()) < BYTES_MIN) {
            return Optional.empty();
        }
        String what = isSwapped(port, queue) ? "swapped" : isPast(port, queue) ? "bypass" : "";
        Optional<Map<String, String>> evidence =
                what.isEmpty()
                        ? Optional.empty()
                        : Optional.of(evidence(what, port, queue, now.nanos() - before.nanos()));
        return Optional.of(new Finding(new LineName(Source.PPP_INTERFACE, now.user()), evidence));
    }

    private static boolean isSwapped(Bytes port, Bytes queue) {
        boolean distinct =
                isFarAbove(port.down(), port.up(), SWAP_TIMES)
                        || isFarAbove(port.up(), port.down(), SWAP_TIMES);
        return distinct && isLike(port.down(), queue.up()) && isLike(port.up(), queue.down());
    }

    private static boolean isLike(long one, long other) {
        return Math.abs(one - other) <= SWAP_TOLERANCE * Math.max(one, other);
    }

    private static boolean isPast(Bytes port, Bytes queue) {
        return port.down() >= BYTES_MIN && isFarAbove(port.down(), queue.down(), BYPASS_TIMES)
                || port.up() >= BYTES_MIN && isFarAbove(port.up(), queue.up(), BYPASS_TIMES);
    }

    private static boolean isFarAbove(long one, long other, double times) {
        return one > times * other;
    }

    private static Map<String, String> evidence(String what, Bytes port, Bytes queue, long nanos) {
        return Map.of(
                "finding", what,
                "interfaceDownBytes", "" + port.down(),
                "interfaceUpBytes", "" + port.up(),
                "queueDownBytes", "" + queue.down(),
                "queueUpBytes", "" + queue.up(),
                "seconds", "" + nanos / 1_000_000_000);
    }
}
