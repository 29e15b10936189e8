package io.lastmile.core.lines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.List;

/// The collector's sessions, as it keeps them.
public final class Sessions {
    /// A live session's bytes are those of its newest sample; one that moved nothing since its
    /// checkpoint has none. Looks into ten minutes of samples, from the newest on.
    private static final String COLUMNS =
            """
            select session.id, session.line as name_id, line.name, session.router,
                   session.started, session.start_reason, session.ended, session.end_reason,
                   session.address, session.caller_id,
                   coalesce(newest.down_total, session.down_total) as down_total,
                   coalesce(newest.up_total, session.up_total) as up_total
            from telemetry.session join telemetry.line on line.id = session.line
            left join lateral (
                 select sample.down_total, sample.up_total from telemetry.sample
                 where session.ended is null and sample.line = session.line
                   and sample.session = session.id and sample.time >= session.checkpoint_time
                 order by sample.time desc limit 1) as newest on true
            where session.line = any (:names)
            """;

    private static final String PAGE =
            COLUMNS + " and session.id < :after order by session.id desc limit :rows";

    private static final String LIVE =
            COLUMNS + " and session.ended is null order by session.id desc limit 20";

    private static final String RESETS =
            """
            select session.started as time, session.start_reason as reason, count(*) as sessions,
                   (array_agg(line.name order by line.name))[1] as first_name,
                   coalesce((array_agg(line.name order by line.name))[2], '') as second_name,
                   coalesce((array_agg(line.name order by line.name))[3], '') as third_name,
                   extract(epoch from session.started) * 1000000 as micros
            from telemetry.session join telemetry.line on line.id = session.line
            where session.router = :router and session.start_reason in (3, 4, 5)
              and session.started < timestamptz 'epoch' + :micros * interval '1 us'
            group by session.started, session.start_reason
            order by session.started desc, session.start_reason
            limit :rows
            """;

    /// Beyond all times that are stored.
    private static final long LAST_MICROS = 87_840_000_000_000_000L;

    /// A poll in which counters of a router began again.
    public record Reset(
            Instant time,
            String reason,
            int sessions,
            List<String> names,
            @JsonIgnore long micros) {}

    private final DbClient db;

    Sessions(DbClient db) {
        this.db = db;
    }

    /// Sessions under any of `names`, newest first.
    public Page<Session> page(List<Integer> names, Page.Request request) {
        List<Session> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("names", names.toArray(Integer[]::new))
                        .addParam(
                                "after",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> Session.of(new Row(row)))
                        .toList();
        return request.page(rows, session -> Cursor.of(session.id()));
    }

    public List<Session> live(List<Integer> names) {
        return db.execute()
                .createQuery(LIVE)
                .addParam("names", names.toArray(Integer[]::new))
                .execute()
                .map(row -> Session.of(new Row(row)))
                .toList();
    }

    public Page<Reset> resets(int router, Page.Request request) {
        List<Reset> rows =
                db.execute()
                        .createQuery(RESETS)
                        .addParam("router", router)
                        .addParam(
                                "micros", request.after().map(c -> c.number(0)).orElse(LAST_MICROS))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> reset(new Row(row)))
                        .toList();
        return request.page(rows, reset -> Cursor.of(reset.micros()));
    }

    private static Reset reset(Row row) {
        List<String> names =
                List.of(row.text("first_name"), row.text("second_name"), row.text("third_name"));
        return new Reset(
                row.time("time"),
                Session.reason(row.integer("reason")),
                row.integer("sessions"),
                names.stream().filter(name -> !name.isEmpty()).toList(),
                row.number("micros"));
    }
}
