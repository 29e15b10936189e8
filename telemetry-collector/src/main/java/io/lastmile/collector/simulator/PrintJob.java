package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.SentenceWriter;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `print`: all rows as they were when it began, in parts of 256 rows, then `!done`. Faults that
/// spoil listings strike here.
final class PrintJob implements Job {
    private static final int PART_ROWS = 256;
    private static final int PART_BYTES = 64 << 10;
    private static final int STRANGE_EVERY = 3;

    private final Listing listing;
    private final Faults faults;
    private final Optional<String> tag;
    private final boolean follow;
    private final List<Row> rows;
    private final boolean truthful;
    private final Map<Counter, Reading> given = new HashMap<>();
    private int next;

    /// Hold the router's lock. A print that is followed has no `!done`.
    PrintJob(Listing listing, Optional<String> tag, boolean follow) {
        this.listing = listing;
        this.faults = listing.router().faults();
        this.tag = tag;
        this.follow = follow;
        boolean empty = faults.strikes(Fault.EMPTY_REPLIES);
        this.rows = empty ? List.of() : complete(listing.rows(listing.router().now()));
        this.truthful = listing.router().truth().wanted() && listing.givesCounters();
    }

    private List<Row> complete(List<Row> all) {
        long every = faults.value(Fault.MISSING_ROWS, 0);
        return every > 0 && listing.givesCounters() && faults.strikes(Fault.MISSING_ROWS)
                ? all.stream().filter(row -> row.id() % every != 0).toList()
                : all;
    }

    @Override
    public Optional<String> tag() {
        return tag;
    }

    @Override
    public Optional<Job> next() {
        return follow ? Optional.of(new ListenJob(listing, tag, rows)) : Optional.empty();
    }

    @Override
    public Step step(ByteBuf out) {
        Router router = listing.router();
        router.lock.lock();
        try {
            return part(out);
        } finally {
            router.lock.unlock();
        }
    }

    private Step part(ByteBuf out) {
        SentenceWriter writer = new SentenceWriter(out);
        Replies replies = new Replies(writer, tag);
        RowWriter cells = new RowWriter(listing.router().version(), writer);
        int stop = next + (faults.has(Fault.INTERLEAVED) ? 1 : PART_ROWS);
        while (next < rows.size() && next < stop && out.readableBytes() < PART_BYTES) {
            if (cut(Fault.DROP_MID_WORD, out, replies)) {
                return Step.HANG_UP;
            }
            if (cut(Fault.END_MID_SENTENCE, out, replies)) {
                return Step.HANG_UP;
            }
            if (reached(Fault.TRUNCATED_LISTING)) {
                replies.answer(new Answer.Trap(2, "interrupted"));
                return Step.DONE;
            }
            row(replies, writer, cells);
        }
        if (next < rows.size()) {
            return Step.MORE;
        }
        finish(replies);
        return Step.DONE;
    }

    private boolean reached(Fault fault) {
        return next >= faults.value(fault, Long.MAX_VALUE) && faults.strikes(fault);
    }

    /// Writes a part of the next row and no more.
    private boolean cut(Fault fault, ByteBuf out, Replies replies) {
        if (!reached(fault)) {
            return false;
        }
        replies.begin("!re").attribute(Field.ID, Texts.id(rows.get(next).id()));
        if (fault == Fault.DROP_MID_WORD) {
            out.writerIndex(out.writerIndex() - 1);
        }
        return true;
    }

    private void row(Replies replies, SentenceWriter writer, RowWriter cells) {
        Row row = rows.get(next++);
        if (faults.has(Fault.UNKNOWN_REPLIES) && next % STRANGE_EVERY == 1) {
            replies.begin("!novelty").attribute(Field.NAME, "nobody knows").end();
        }
        replies.begin("!re");
        cells.write(row, listing.properties());
        if (faults.has(Fault.DUPLICATE_KEYS)) {
            cells.write(row, listing.properties());
        }
        writer.end();
        if (truthful) {
            row.given().ifPresent(said -> given.put(said.counter(), said.reading()));
        }
    }

    private void finish(Replies replies) {
        if (follow) {
            return;
        }
        if (rows.isEmpty()
                && (listing.router().version().sendsEmpty() || faults.has(Fault.EMPTY_REPLIES))) {
            replies.empty();
        }
        listing.router().truth().completed(given);
        replies.done("");
    }
}
