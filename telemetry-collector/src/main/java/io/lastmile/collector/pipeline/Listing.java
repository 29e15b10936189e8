package io.lastmile.collector.pipeline;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One complete listing of one table, compared row by row with what the book knew before. This is
/// where a delta is decided (telemetry.md, "From counter to sample").
final class Listing {
    /// Router uptime, session uptime and their difference are each told in whole seconds.
    private static final long UPTIME_SLACK_MILLIS = 3000;

    private static final double GAP_INTERVALS = 2.5;

    private final RouterBook book;
    private final TableBook table;
    private final CounterTable rows;
    private final OutcomeBuilder outcome;
    private final PollReading reading;
    private final boolean rebooted;
    private final boolean listedBefore;
    private final long spanMillis;
    private final Set<Long> unread = new HashSet<>();

    Listing(RouterBook book, TableBook table, CounterTable rows, OutcomeBuilder outcome) {
        this.book = book;
        this.table = table;
        this.rows = rows;
        this.outcome = outcome;
        this.reading = outcome.reading();
        this.rebooted = table.isSinceReboot();
        this.listedBefore = table.listedBefore();
        this.spanMillis = table.spanMillis(reading);
    }

    void run() {
        table.live.beginListing();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isParent(row)) {
                unread.add(rows.rosId(row));
            } else {
                read(row);
            }
        }
        rows.skipped().forEach(this::skip);
        table.live.endListing(this::gone);
        table.unread(unread);
        outcome.seen(rows.counted());
    }

    /// A session that is there without a reading goes on; the next one carries its bytes.
    private void skip(long rosId) {
        Session session = table.live.visit(rosId);
        if (session == null) {
            unread.add(rosId);
        } else {
            session.missed(spanMillis);
        }
    }

    private void read(int row) {
        Session session = table.live.visit(rows.rosId(row));
        if (session == null) {
            appear(row);
        } else if (!session.key().ifName().equals(rows.rawName(row))) {
            outcome.ended(session, Reason.RENAMED);
            succeed(session, row, Reason.RENAMED);
        } else if (startedSince(row)) {
            outcome.ended(session, Reason.GONE);
            begin(row, Reason.RECONNECT);
        } else if (fell(session, row)) {
            outcome.ended(session, Reason.COUNTER_RESET);
            begin(row, Reason.COUNTER_RESET);
        } else {
            session.markDouble(rows.isDouble(row));
            move(session, row, session.down(), session.up(), Reason.CONTINUED);
        }
    }

    /// An `.id` that the previous listing did not have.
    private void appear(int row) {
        if (table.wasUnread(rows.rosId(row)) && !rebooted) {
            // It counted before, and if it was a parent its children have counted that.
            base(row);
            return;
        }
        Optional<Session> before = table.revive(key(row));
        if (before.isPresent() && !startedSince(row)) {
            succeed(before.get(), row, Reason.RESUMED);
        } else if (rebooted) {
            begin(row, Reason.REBOOT);
        } else if (!book.polledBefore() || !listedBefore || isOlder(row)) {
            base(row);
        } else {
            begin(row, Reason.RECONNECT);
        }
    }

    /// The same counter goes on in a session row of its own.
    private void succeed(Session before, int row, Reason reason) {
        if (fell(before, row)) {
            begin(row, Reason.COUNTER_RESET);
            return;
        }
        Session session = start(row, reason, spanMillis);
        if (before.isShadow()) {
            session.shadow();
        }
        move(session, row, before.down(), before.up(), reason);
    }

    /// A counter that began at 0 after the previous listing: the reading is the delta.
    private void begin(int row, Reason reason) {
        long lived = Math.min(spanMillis, uptime(row).orElse(Long.MAX_VALUE));
        Session session = start(row, reason, lived);
        outcome.moved(sample(session, session.down(), session.up(), Math.max(1, lived), reason));
    }

    /// A counter that ran before anybody looked: the reading is the base and nothing has moved.
    private void base(int row) {
        start(row, Reason.FIRST_SEEN, uptime(row).orElse(0));
    }

    private Session start(int row, Reason reason, long ageMillis) {
        Session.Key key = key(row);
        Line line = book.line(rows.source(), lineName(key.ifName()));
        long startedMicros = reading.timeMicros() - 1000 * ageMillis;
        Session session = new Session(line, key, startedMicros, reason, 0);
        session.read(rows.down(row), rows.up(row));
        session.markDouble(rows.isDouble(row));
        table.live.put(session);
        Optional<ActiveSessions.Active> active =
                reading.active().flatMap(a -> a.only(line.rawName()));
        if (rows.source() == Source.PPP_INTERFACE
                && book.radiusCounts(
                        line.rawName(), active.map(a -> a.acctSessionId()).orElse(""))) {
            session.shadow();
        }
        outcome.started(session, active);
        return session;
    }

    private void move(Session session, int row, long downBefore, long upBefore, Reason reason) {
        long down = rows.down(row);
        long up = rows.up(row);
        long millis = spanMillis + session.takeMissedMillis();
        if (down != downBefore || up != upBefore) {
            session.read(down, up);
            outcome.moved(sample(session, down - downBefore, up - upBefore, millis, reason));
        }
    }

    private Sample sample(Session session, long down, long up, long millis, Reason reason) {
        int span = (int) Math.min(millis, Integer.MAX_VALUE);
        short marks = 0;
        if (span > GAP_INTERVALS * reading.pace().intervalMillis()) {
            marks |= Sample.GAP;
        }
        if (isImplausible(session.line(), down, millis)
                || isImplausible(session.line(), up, millis)) {
            marks |= Sample.IMPLAUSIBLE;
        }
        if (session.isDouble()) {
            marks |= Sample.CROSS_CHECK;
        }
        if (session.isShadow()) {
            marks |= Sample.SHADOW;
        }
        return new Sample(session, session.down(), session.up(), down, up, span, reason, marks);
    }

    private boolean isImplausible(Line line, long bytes, long millis) {
        long bytesPerMilli = Math.max(1, book.rates().bitsPerSecondMax(line) / 8000);
        long bytesMax = bytesPerMilli * (millis + UPTIME_SLACK_MILLIS);
        return Long.compareUnsigned(bytes, bytesMax) > 0;
    }

    private boolean fell(Session session, int row) {
        return Long.compareUnsigned(rows.down(row), session.down()) < 0
                || Long.compareUnsigned(rows.up(row), session.up()) < 0;
    }

    /// `/ppp/active` proves that the session began after the previous listing.
    private boolean startedSince(int row) {
        OptionalLong uptime = listedBefore ? uptime(row) : OptionalLong.empty();
        return uptime.isPresent()
                && uptime.getAsLong() + UPTIME_SLACK_MILLIS < table.uptimeSinceMillis(reading);
    }

    /// `/ppp/active` proves that the session was there at the previous listing, which missed it.
    private boolean isOlder(int row) {
        OptionalLong uptime = uptime(row);
        return uptime.isPresent()
                && uptime.getAsLong() > table.sinceMillisAtMost(reading) + UPTIME_SLACK_MILLIS;
    }

    private OptionalLong uptime(int row) {
        if (rows.source() != Source.PPP_INTERFACE) {
            return OptionalLong.empty();
        }
        @Nullable ActiveSessions active = reading.active().orElse(null);
        return active == null
                ? OptionalLong.empty()
                : active.uptimeMillis(lineName(rows.rawName(row)));
    }

    private String lineName(String ifName) {
        return rows.source() == Source.PPP_INTERFACE
                ? PppNames.user(ifName, reading.active())
                : ifName;
    }

    private Session.Key key(int row) {
        return new Session.Key(book.epoch(), rows.source(), rows.rosId(row), rows.rawName(row));
    }

    private void gone(Session session) {
        outcome.ended(session, Reason.GONE);
        if (!unread.contains(session.key().rosId())) {
            table.rememberEnded(session);
        }
    }
}
