package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/// What lines left behind when they moved or got another name. Call it within a unit of work.
final class Remnants {
    private static final int ROWS_MAX = 1_000;

    /// A name that a line has (again) is its row, not what is left of another.
    private static final String FORGET =
            """
            update core.line_remnant as r
            set done = :now
            where r.router = :router and r.done is null
              and exists (
                  select from core.line_sync as y
                  join core.line_service as s on s.line = y.line and s.number = y.wanted
                  where y.router = r.router and s.kind = r.kind and s.name = r.name)
            """;

    private static final String OPEN =
            """
            select id, line, kind, name,
                   case when kind = 'dhcp' and exists (
                            select from core.line_sync as y
                            join core.line_service as s
                                on s.line = y.line and s.number = y.wanted
                            where y.router = line_remnant.router and s.kind = 'dhcp'
                              and s.mac = line_remnant.mac)
                        then '' else mac end as mac,
                   exists (select from core.line_sync as y
                           where y.line = line_remnant.line and y.router = line_remnant.router)
                       as here
            from core.line_remnant
            where router = :router and done is null
              and (retry_at is null or retry_at <= clock_timestamp())
            order by id limit :rows
            """;

    private static final String DONE =
            "update core.line_remnant set done = :now, last_error = '' where id = any (:ids)";

    private static final String FAILED =
            """
            update core.line_remnant
            set attempts = attempts + 1, last_error = :error,
                retry_at = clock_timestamp() + least(300, 2 ^ least(attempts, 9))
                    * interval '1 second'
            where id = :id
            """;

    /// `here` if its line is still at this router, under another name. A lease that a line has now
    /// is none of it: then `mac` is empty.
    record Remnant(long id, int line, ServiceKind kind, String name, String mac, boolean here) {}

    private final DbClient db;
    private final Clock clock;

    Remnants(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    List<Remnant> open(int router) {
        db.execute()
                .createUpdate(FORGET)
                .addParam("router", router)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        return db.execute()
                .createQuery(OPEN)
                .addParam("router", router)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Remnant(
                                row.number("id"),
                                row.integer("line"),
                                ServiceKind.of(row.text("kind")),
                                row.text("name"),
                                row.text("mac"),
                                row.flag("here")))
                .toList();
    }

    void done(List<Remnant> remnants) {
        db.execute()
                .createUpdate(DONE)
                .addParam("ids", remnants.stream().map(Remnant::id).toArray(Long[]::new))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    void failed(Remnant remnant, String error) {
        db.execute()
                .createUpdate(FAILED)
                .addParam("id", remnant.id())
                .addParam("error", error)
                .execute();
    }
}
