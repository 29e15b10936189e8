package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatementQuery;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The drift board: lines whose router does not have yet, or not any more, what is wanted. Call it
/// within a unit of work.
public final class Drifts {
    /// What has to be thrown out still counts as not done. Lines of routers that are not managed
    /// only show if they are asked for: nobody will write them.
    private static final String COLUMNS =
            """
            select s.line, s.number, s.made, s.made_by, s.why, s.router, s.kind, s.name, s.address,
                   s.mac, s.profile, s.rate_limit, s.enabled, s.walled,
                   array_to_string(s.reasons, ',') as reasons, s.credential,
                   case when w.id is null then 'unmanaged' else y.state end as state, y.applied,
                   y.since, y.attempts, y.retry_at, y.checked, y.last_error,
                   coalesce(cast(y.actual as text), '{}') as actual, y.kick <> '' as kicks,
                   coalesce(r.name, '') as router_name, l.customer,
                   cast(extract(epoch from y.since) * 1000000 as bigint) as micros
            from core.line_sync as y
            join core.line_service as s on s.line = y.line and s.number = y.wanted
            join core.line as l on l.id = y.line
            left join core.router as r on r.id = y.router
            left join core.router_writer as w on w.router = y.router and w.enabled
            """;

    private static final String BOARD =
            COLUMNS
                    + """
                    where (y.state <> 'applied' or y.kick <> '')
                      and (:router = 0 or y.router = :router)
                      and case :state
                          when '' then w.id is not null
                          when 'unmanaged' then w.id is null
                          else w.id is not null and y.state = :state end
                      and (y.since, y.line)
                          > (timestamptz 'epoch' + :micros * interval '1 us', :line)
                    order by y.since, y.line
                    limit :rows
                    """;

    private static final String OF_LINE = COLUMNS + " where y.line = :line";

    private static final String SUMMARY =
            """
            select r.id, r.name, w.id is not null as managed, coalesce(t.state, 'unknown') as state,
                   t.since, coalesce(t.failures, 0) as failures,
                   coalesce(t.last_error, '') as last_error, t.compared,
                   t.rules_read, coalesce(t.rules_missing, '') as rules_missing,
                   coalesce(t.requests, 0) as requests,
                   case when t.requests_at > clock_timestamp() - interval '1 minute'
                        then t.requests_minute else 0 end as requests_minute,
                   coalesce(n.lines, 0) as lines, coalesce(n.in_step, 0) as in_step,
                   coalesce(n.pending, 0) as pending, coalesce(n.failed, 0) as failed,
                   coalesce(n.kicks, 0) as kicks, n.oldest, coalesce(p.profiles, 0) as profiles,
                   coalesce(p.conflicts, '') as conflicts
            from core.router as r
            left join core.router_writer as w on w.router = r.id and w.enabled
            left join core.router_turn as t on t.router = r.id
            left join (
                select y.router, count(*) as lines,
                       count(*) filter (where y.state = 'applied' and y.kick = '') as in_step,
                       count(*) filter (where y.state = 'pending') as pending,
                       count(*) filter (where y.state = 'failed') as failed,
                       count(*) filter (where y.kick <> '') as kicks,
                       min(y.since) filter (where y.state <> 'applied') as oldest
                from core.line_sync as y group by y.router) as n on n.router = r.id
            left join (
                select f.router, count(*) filter (where f.state <> 'applied') as profiles,
                       string_agg(f.name || ': ' || f.conflict, '; ') filter
                           (where f.conflict <> '') as conflicts
                from core.router_profile as f group by f.router) as p on p.router = r.id
            where r.removed is null
            order by lower(r.name), r.id
            """;

    private static final String RETRY =
            "update core.line_sync set retry_at = null where line = :line and state <> 'applied'";

    private static final String ASK =
            """
            insert into core.router_turn (router, since, asked)
            values (:router, :now, clock_timestamp())
            on conflict (router) do update set asked = clock_timestamp(), retry_at = null
            """;

    /// What to look for: router 0 is all, an empty state is pending and failed.
    public record Search(int router, String state) {}

    private final DbClient db;
    private final Clock clock;

    Drifts(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Oldest first.
    public Page<LineDrift> page(Search search, Page.Request request) {
        List<LineDrift> rows =
                filtered(search, request.after())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> LineDrift.of(new Row(row)))
                        .toList();
        return request.page(rows, drift -> Cursor.of(drift.micros(), drift.wanted().line()));
    }

    private DbStatementQuery filtered(Search search, Optional<Cursor> after) {
        return db.execute()
                .createQuery(BOARD)
                .addParam("router", search.router())
                .addParam("state", search.state())
                .addParam("micros", after.map(c -> c.number(0)).orElse(-1L))
                .addParam("line", after.map(c -> c.number(1)).orElse(0L));
    }

    /// How far a line's router is, in step or not.
    public Optional<LineDrift> ofLine(int line) {
        return db.execute()
                .createGet(OF_LINE)
                .addParam("line", line)
                .execute()
                .map(row -> LineDrift.of(new Row(row)));
    }

    /// All routers by name.
    public List<RouterDrift> routers() {
        return db.execute()
                .createQuery(SUMMARY)
                .execute()
                .map(row -> RouterDrift.of(new Row(row)))
                .toList();
    }

    /// Tries a line now instead of after its wait, and its router as well.
    public void retry(int line) {
        db.execute().createUpdate(RETRY).addParam("line", line).execute();
        ofLine(line).flatMap(drift -> drift.wanted().router()).ifPresent(this::compare);
    }

    /// Holds all of a router against what is wanted, now.
    public void compare(int router) {
        db.execute()
                .createInsert(ASK)
                .addParam("router", router)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
