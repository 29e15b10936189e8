package io.lastmile.core.lines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
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
            COLUMNS
                    + """
                    and session.id < :after
                    and (session.started >= :since or session.ended is null)
                    order by session.id desc
                    limit :rows
                    """;

    private static final String LIVE =
            COLUMNS + " and session.ended is null order by session.id desc limit 20";

    /// Grouped by the poll that showed them: after a reboot each session has a start of its own.
    private static final String RESETS =
            """
            select session.seen as time, session.start_reason as reason, count(*) as sessions,
                   (array_agg(line.name order by line.name))[1] as first_name,
                   coalesce((array_agg(line.name order by line.name))[2], '') as second_name,
                   coalesce((array_agg(line.name order by line.name))[3], '') as third_name,
                   extract(epoch from session.seen) * 1000000 as micros,
                   session.start_reason as code
            from telemetry.session join telemetry.line on line.id = session.line
            where session.router = :router and session.start_reason in (3, 4, 5)
              and session.seen <= timestamptz 'epoch' + :micros * interval '1 us'
              and not (session.seen = timestamptz 'epoch' + :micros * interval '1 us'
                       and session.start_reason <= :code)
            group by session.seen, session.start_reason
            order by session.seen desc, session.start_reason
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

    private record Found(Reset reset, int code) {}

    private final DbClient db;

    Sessions(DbClient db) {
        this.db = db;
    }

    /// Sessions under any of `names`, newest first.
    public Page<Session> page(List<Integer> names, Page.Request request) {
        return page(names, Instant.EPOCH, request);
    }

    /// Those of a line: none that ended and was another customer's.
    public Page<Session> page(Claims claims, Page.Request request) {
        return page(claims.ids(), claims.since(), request);
    }

    private Page<Session> page(List<Integer> names, Instant since, Page.Request request) {
        List<Session> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("names", names.toArray(Integer[]::new))
                        .addParam(
                                "after",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("since", since.atOffset(ZoneOffset.UTC))
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
        List<Found> rows =
                db.execute()
                        .createQuery(RESETS)
                        .addParam("router", router)
                        .addParam(
                                "micros", request.after().map(Sessions::micros).orElse(LAST_MICROS))
                        .addParam("code", request.after().map(c -> c.number(1)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> found(new Row(row)))
                        .toList();
        Page<Found> page =
                request.page(rows, found -> Cursor.of(found.reset().micros(), found.code()));
        return new Page<>(page.items().stream().map(Found::reset).toList(), page.next());
    }

    private static long micros(Cursor cursor) {
        return Math.clamp(cursor.number(0), 0, LAST_MICROS);
    }

    private static Found found(Row row) {
        List<String> names =
                List.of(row.text("first_name"), row.text("second_name"), row.text("third_name"));
        var reset =
                new Reset(
                        row.time("time"),
                        Session.reason(row.integer("reason")),
                        row.integer("sessions"),
                        names.stream().filter(name -> !name.isEmpty()).toList(),
                        row.number("micros"));
        return new Found(reset, row.integer("code"));
    }
}
