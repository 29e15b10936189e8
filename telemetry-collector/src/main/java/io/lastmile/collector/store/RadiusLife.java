package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.radius.AccountingRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One life of a session as a router accounts for it, moved on by its records in any order and any
/// number. `down` and `up` are what is counted of it, as a reading of the router's counter: a
/// record adds what it says beyond that, and nothing lowers it.
final class RadiusLife {
    /// A session's beginning is its record's time less its age in whole seconds, and records wait
    /// in the NAS and on the way.
    static final Duration START_SLACK = Duration.ofMinutes(2);

    enum End {
        STOP,
        ACCOUNTING_ON,
        ACCOUNTING_OFF,
        SUCCEEDED
    }

    /// No reading yet: the first one is where counting begins.
    static final long UNREAD = -1;

    /// Bytes that a record added, over the time since what was told before.
    record Moved(long timeMillis, long spanMillis, long down, long up) {}

    final int router;
    final String key;
    final Line line;
    final long startedMillis;
    long id;
    long toldMillis;
    long down;
    long up;
    long apiSession;
    int records;
    @Nullable String address;
    @Nullable String address6;
    @Nullable String delegatedPrefix;
    @Nullable Long endedMillis;
    @Nullable End end;
    @Nullable Long terminateCause;

    RadiusLife(int router, String key, Line line, long startedMillis) {
        this.router = router;
        this.key = key;
        this.line = line;
        this.startedMillis = startedMillis;
        this.toldMillis = startedMillis;
    }

    /// Whether a session that began then, of that user, is this one.
    boolean began(long millis, String user) {
        return isOf(user) && Math.abs(millis - startedMillis) <= START_SLACK.toMillis();
    }

    boolean isOf(String user) {
        return line.rawName().equals(user);
    }

    /// What was counted before RADIUS spoke of the session is not counted again.
    void begins(long countedDown, long countedUp) {
        down = countedDown;
        up = countedUp;
    }

    /// Takes a record of `timeMillis`.
    Moved tell(AccountingRecord record, long timeMillis) {
        long toDown = reading(record.down(), down);
        long toUp = reading(record.up(), up);
        long byDown = down == UNREAD ? 0 : toDown - down;
        long byUp = up == UNREAD ? 0 : toUp - up;
        long span = Math.max(1, timeMillis - toldMillis);
        down = toDown;
        up = toUp;
        toldMillis = Math.max(toldMillis, timeMillis);
        records++;
        address = record.address() == null ? address : record.address();
        address6 = record.address6() == null ? address6 : record.address6();
        delegatedPrefix =
                record.delegatedPrefix() == null ? delegatedPrefix : record.delegatedPrefix();
        return new Moved(timeMillis, span, byDown, byUp);
    }

    void ends(long millis, End how, @Nullable Long cause) {
        if (end == null || end == End.SUCCEEDED) {
            endedMillis = millis;
            end = how;
            terminateCause = cause;
        }
    }

    /// Never lower than what is known.
    private static long reading(@Nullable Long told, long known) {
        return told == null ? known : Math.max(told, known);
    }
}
