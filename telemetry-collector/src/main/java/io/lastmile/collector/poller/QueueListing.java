package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One listing of `/queue/simple` under way: which queues count what nobody else does, which see
/// the bytes of a PPP session once more, and which are the sum of others. A parent may stand before
/// or behind its children, so parents are known at the end.
final class QueueListing {
    private static final byte[] NONE = "none".getBytes(StandardCharsets.ISO_8859_1);

    /// A row, in the customer's direction.
    record Queue(long rosId, String target, long down, long up) {}

    private final CounterTable table;
    private final PppAddresses sessions;
    private final boolean compares;
    private final List<Queue> compared = new ArrayList<>();
    private final Set<String> parents = new HashSet<>();
    private byte[] parentBefore = NONE;

    QueueListing(CounterTable table, PppAddresses sessions, boolean compares) {
        this.table = table;
        this.sessions = sessions;
        this.compares = compares;
    }

    CounterTable table() {
        return table;
    }

    /// Whether this listing is held against the sessions' interfaces.
    boolean compares() {
        return compares;
    }

    /// Children mostly stand together, so a parent's name rarely costs an object.
    void parentOf(Sentence row, Field parent) {
        if (!row.has(parent) || row.holds(parent, NONE) || row.holds(parent, parentBefore)) {
            return;
        }
        String name = row.text(parent);
        parentBefore = name.getBytes(StandardCharsets.ISO_8859_1);
        parents.add(name);
    }

    void compare(Queue queue) {
        if (compares) {
            compared.add(queue);
        }
    }

    void add(String name, Queue queue) {
        table.add(queue.rosId(), name, queue.down(), queue.up());
        if (sessions.carries(queue.target())) {
            table.markDouble(table.size() - 1);
            compare(queue);
        }
    }

    /// All rows are there. Gives what there is to compare.
    List<Queue> end() {
        Set<Long> ids = new HashSet<>();
        for (int row = 0; row < table.size() && !parents.isEmpty(); row++) {
            if (parents.contains(table.rawName(row))) {
                table.markParent(row);
                ids.add(table.rosId(row));
            }
        }
        compared.removeIf(queue -> ids.contains(queue.rosId()));
        return compared;
    }
}
