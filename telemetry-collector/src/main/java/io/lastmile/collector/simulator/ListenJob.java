package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.SentenceWriter;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `listen`, and the tail of a print that follows: rows that came, changed or left since the last
/// look. Counters are no change (routeros.md 1.6).
final class ListenJob implements Job {
    /// No stamp of a router: the first look always looks.
    private static final long NEVER = -1;

    private final Listing listing;
    private final Optional<String> tag;
    private Map<Long, Long> known;
    private long stamp;

    /// Hold the router's lock. `seen` are the rows that the client knows already.
    ListenJob(Listing listing, Optional<String> tag, List<Row> seen) {
        this.listing = listing;
        this.tag = tag;
        this.known = revisions(seen);
        this.stamp = NEVER;
    }

    private static Map<Long, Long> revisions(List<Row> rows) {
        Map<Long, Long> revisions = HashMap.newHashMap(rows.size());
        rows.forEach(row -> revisions.put(row.id(), row.revision()));
        return revisions;
    }

    @Override
    public Optional<String> tag() {
        return tag;
    }

    @Override
    public Step step(ByteBuf out) {
        Router router = listing.router();
        router.lock.lock();
        try {
            long now = router.now();
            if (!listing.menu().stamped() || stamp != router.stamp(now)) {
                changes(out, listing.rows(now));
                stamp = router.stamp(now);
            }
        } finally {
            router.lock.unlock();
        }
        return Step.LISTENING;
    }

    private void changes(ByteBuf out, List<Row> rows) {
        SentenceWriter writer = new SentenceWriter(out);
        Replies replies = new Replies(writer, tag);
        RowWriter cells = new RowWriter(listing.router().version(), writer);
        Map<Long, Long> now = revisions(rows);
        if (listing.menu().reportsDead()) {
            known.keySet().stream()
                    .filter(id -> !now.containsKey(id))
                    .sorted()
                    .forEach(id -> replies.dead(id, listing.router().version()));
        }
        for (Row row : rows) {
            Long before = known.get(row.id());
            if (before == null || before != row.revision()) {
                replies.begin("!re");
                cells.write(row, listing.properties());
                writer.end();
            }
        }
        known = now;
    }
}
