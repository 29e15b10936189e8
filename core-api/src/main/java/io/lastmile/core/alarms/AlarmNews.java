package io.lastmile.core.alarms;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/// Tells the other rooms what a pass of the watch brought. Notices of a mere fact, what stands
/// under another alarm and what is old news (a first start finds a year of it) are not told.
final class AlarmNews {
    static final Duration FRESH = Duration.ofHours(1);

    private static final String LAST = "select coalesce(max(id), 0) as id from core.alarm_event";

    private static final String NEWS =
            """
            select event.kind, alarm.id
            from core.alarm_event as event join core.alarm on alarm.id = event.alarm
            where event.id > :last and event.kind in ('fired', 'resolved')
              and alarm.parent is null and alarm.severity <> 'notice'
              and coalesce(alarm.until, alarm.since) > :after
              and (event.kind = 'resolved' or alarm.state <> 'resolved')
            order by event.id
            """;

    private final DbClient db;
    private final Outbox outbox;
    private final Clock clock;

    AlarmNews(DbClient db, Outbox outbox, Clock clock) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// The newest row of history, before a pass.
    long last() {
        return db.execute()
                .createGet(LAST)
                .execute()
                .map(row -> new Row(row).number("id"))
                .orElse(0L);
    }

    /// After the pass, in its unit of work.
    void tell(long last) {
        db.execute()
                .createQuery(NEWS)
                .addParam("last", last)
                .addParam("after", clock.instant().minus(FRESH).atOffset(ZoneOffset.UTC))
                .execute()
                .map(Row::new)
                .toList()
                .forEach(row ->
                        outbox.add(
                                row.text("kind").equals("fired")
                                        ? new AlarmFired(row.number("id"))
                                        : new AlarmResolved(row.number("id"))));
    }
}
