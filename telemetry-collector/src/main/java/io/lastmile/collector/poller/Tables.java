package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.routeros.BadValue;
import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Query;
import io.lastmile.collector.routeros.RowHandler;
import io.lastmile.collector.routeros.Sentence;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The tables that a poll reads, row by row, turned into the customer's direction (routeros.md,
/// 1.12). A row that cannot be understood is left out and counted: it must not cost the others.
///
/// Rows are taken on the connection's event loop, one table at a time; the poll's thread looks at
/// the result only after the table's end.
final class Tables {
    /// A longer name cannot be indexed by the database, and no client sends one.
    static final int NAME_BYTES_MAX = 500;

    private static final Field RX = Field.of("rx-byte");
    private static final Field TX = Field.of("tx-byte");
    private static final Field TYPE = Field.of("type");
    private static final Field PARENT = Field.of("parent");
    private static final Field TARGET = Field.of("target");
    private static final Field BYTES = Field.of("bytes");
    private static final Field DYNAMIC = Field.of("dynamic");
    private static final Field UPTIME = Field.of("uptime");
    private static final Field ADDRESS = Field.of("address");
    private static final Field CALLER_ID = Field.of("caller-id");
    private static final Field SESSION_ID = Field.of("session-id");

    /// One dynamic interface per session, whatever carries the PPP.
    static final Command INTERFACES =
            Command.of("/interface/print")
                    .proplist(Field.ID, Field.NAME, RX, TX)
                    .where(ofType("pppoe-in", "l2tp-in", "pptp-in", "sstp-in", "ovpn-in"))
                    .rowsMax(CounterTable.ROWS_MAX);

    /// `dynamic`, `target` and `parent` tell the queues that count what others count as well.
    /// Asking the router to leave them out would cost it a scan all the same.
    static final Command QUEUES =
            Command.of("/queue/simple/print")
                    .proplist(Field.ID, Field.NAME, TARGET, PARENT, BYTES, DYNAMIC)
                    .rowsMax(CounterTable.ROWS_MAX);

    static final Command ACTIVE =
            Command.of("/ppp/active/print")
                    .proplist(Field.NAME, UPTIME, ADDRESS, CALLER_ID, SESSION_ID)
                    .rowsMax(CounterTable.ROWS_MAX);

    private static final Pattern ROS_ID = Pattern.compile("\\*[0-9A-Fa-f]{1,15}");

    private int badRows;

    int badRows() {
        return badRows;
    }

    /// What the router received on the session's interface, the customer sent.
    RowHandler interfaces(NameIndex names, CounterTable table) {
        return each(
                table,
                row -> {
                    long id = row.id(Field.ID);
                    String name = named(names.name(id, row));
                    table.add(id, name, row.unsigned(TX), row.unsigned(RX));
                });
    }

    /// `bytes` is upload/download. A queue that belongs to a PPP session by its name or target is
    /// compared with it and nothing else.
    RowHandler queues(NameIndex names, QueueListing listing) {
        return each(
                listing.table(),
                row -> {
                    listing.parentOf(row, PARENT);
                    if (row.flag(DYNAMIC)) {
                        if (listing.compares()) {
                            listing.compare(queue(row));
                        }
                        return;
                    }
                    QueueListing.Queue queue = queue(row);
                    String name = named(names.name(queue.rosId(), row));
                    if (name.startsWith("<") || queue.target().startsWith("<")) {
                        listing.compare(queue);
                    } else {
                        listing.add(name, queue);
                    }
                });
    }

    private static QueueListing.Queue queue(Sentence row) {
        return new QueueListing.Queue(
                row.id(Field.ID), row.text(TARGET), row.pairSecond(BYTES), row.pairFirst(BYTES));
    }

    RowHandler active(ActiveSessions sessions) {
        return each(row ->
                sessions.add(
                        new ActiveSessions.Active(
                                named(row.text(Field.NAME)),
                                row.spanMillis(UPTIME),
                                Shown.bounded(row.text(ADDRESS)),
                                Shown.bounded(row.text(CALLER_ID)),
                                Shown.bounded(row.text(SESSION_ID)))));
    }

    private static Query ofType(String first, String... others) {
        Query any = Query.equal(TYPE, first);
        for (String other : others) {
            any = any.or(Query.equal(TYPE, other));
        }
        return any;
    }

    private static String named(String name) {
        if (name.isEmpty() || name.length() > NAME_BYTES_MAX) {
            throw new UnusableName(name.length());
        }
        return name;
    }

    private RowHandler each(CounterTable table, Consumer<Sentence> take) {
        return RowHandler.each(row -> {
            try {
                take.accept(row);
            } catch (BadValue | UnusableName bad) {
                badRows++;
                skip(table, row);
            }
        });
    }

    /// A session must not end because its row could not be read; one whose `.id` is unreadable
    /// does, and has been counted with the bad rows.
    private static void skip(CounterTable table, Sentence row) {
        String id = row.text(Field.ID);
        if (ROS_ID.matcher(id).matches()) {
            table.skip(row.id(Field.ID));
        }
    }

    private RowHandler each(Consumer<Sentence> take) {
        return RowHandler.each(row -> {
            try {
                take.accept(row);
            } catch (BadValue | UnusableName bad) {
                badRows++;
            }
        });
    }

    static CounterTable table(Source source, NameIndex names) {
        return new CounterTable(source, names.size() + names.size() / 8);
    }

    /// A row without a name, or with one that nothing can be stored under.
    private static final class UnusableName extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableName(int bytes) {
            super("name: " + bytes + " bytes (expected: 1 to " + NAME_BYTES_MAX + ")");
        }
    }
}
