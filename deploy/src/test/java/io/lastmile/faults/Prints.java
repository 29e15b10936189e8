package io.lastmile.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which of the prints that the routers gave out came with a committed poll. The row of a poll says
/// when its first table had been listed and how many sessions it saw, the simulator how many rows
/// each print had, so it is known which tables a poll held.
final class Prints {
    private static final int INTERFACES = 1;
    private static final int QUEUES = 2;

    /// Two processes read the same clock, one of them by a steady one.
    private static final long TOLERANCE_MILLIS = 50;

    private record Table(String router, int source) {}

    /// Rows of each print, by its time.
    private final Map<Table, TreeMap<Long, Integer>> given = new HashMap<>();

    private final Map<Table, TreeSet<Long>> committed = new HashMap<>();

    Prints(List<TrueLife> truth, Ledger ledger) {
        for (TrueLife life : truth) {
            var prints = of(life.key().router(), life.key().source());
            life.readings().forEach(r -> prints.merge(r.time(), 1, Integer::sum));
        }
        Map<String, Integer> queues = ledger.queues();
        ledger.polls().forEach(poll -> commit(poll, queues.getOrDefault(poll.router(), 0)));
    }

    private void commit(Ledger.Poll poll, int queues) {
        NavigableMap<Long, Integer> interfaces = of(poll.router(), INTERFACES);
        long latest = poll.time() + TOLERANCE_MILLIS;
        Optional<Map.Entry<Long, Integer>> listed =
                Optional.ofNullable(interfaces.floorEntry(latest));
        int rows = listed.map(Map.Entry::getValue).orElse(0);
        NavigableMap<Long, Integer> ofQueues = of(poll.router(), QUEUES);
        Optional<Long> after =
                Optional.ofNullable(ofQueues.ceilingKey(poll.time() - TOLERANCE_MILLIS));
        // Churn may make another poll's count fit: without a list after it, this one had no queues.
        boolean both = queues > 0 && poll.sessions() == rows + queues && after.isPresent();
        if (both || poll.sessions() == rows) {
            listed.ifPresent(print -> held(poll.router(), INTERFACES, print.getKey()));
        }
        if (both) {
            held(poll.router(), QUEUES, after.get());
        } else if (poll.sessions() != rows && poll.sessions() == queues) {
            Optional.ofNullable(ofQueues.floorKey(latest))
                    .ifPresent(print -> held(poll.router(), QUEUES, print));
        }
    }

    private void held(String router, int source, long print) {
        committed(router, source).add(print);
    }

    private TreeMap<Long, Integer> of(String router, int source) {
        return given.computeIfAbsent(new Table(router, source), any -> new TreeMap<>());
    }

    private TreeSet<Long> committed(String router, int source) {
        return committed.computeIfAbsent(new Table(router, source), any -> new TreeSet<>());
    }

    boolean wasCommitted(Ledger.Key key, long time) {
        return committed(key.router(), key.source()).contains(time);
    }

    /// Whether it is the first that was committed of its router's table: a counter that it shows
    /// had been running before anybody looked.
    boolean wasFirst(Ledger.Key key, long time) {
        TreeSet<Long> prints = committed(key.router(), key.source());
        return !prints.isEmpty() && prints.first() == time;
    }

    int committedPrints(int source) {
        return committed.entrySet().stream()
                .filter(table -> table.getKey().source() == source)
                .mapToInt(table -> table.getValue().size())
                .sum();
    }
}
