package io.lastmile.core.overview;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.overview.Overview.Need;
import io.lastmile.core.overview.Overview.Step;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Counts over the tables of the rooms below. Call it within a unit of work.
final class Figures {
    private static final String PEOPLE =
            """
            select count(*) filter (where closed is null) as active,
                   count(*) filter (where closed is null and created >= :month) as fresh
            from core.customer
            """;

    private static final String HELD =
            """
            select count(distinct line.id) as lines, count(distinct line.customer) as customers
            from core.line_hold as hold join core.line on line.id = hold.line
            where hold.lifted is null and line.removed is null
            """;

    private static final String LINES =
            """
            select (select count(*) from core.line where removed is null) as total,
                   (select count(distinct line) from telemetry.session where ended is null)
                       as online
            """;

    /// Only routers that somebody may write: to the others nothing is missing.
    private static final String DRIFT =
            """
            select count(*) as managed, count(*) filter (where sync.state = 'pending') as waiting,
                   count(*) filter (where sync.state = 'failed') as failed
            from core.line_sync as sync
            join core.router_writer as writer on writer.router = sync.router and writer.enabled
            """;

    private static final String TICKETS =
            """
            select count(*) as open, count(*) filter (where due_next < :now) as late
            from core.ticket where state not in ('resolved', 'closed', 'merged')
            """;

    private static final String NEEDS =
            """
            select exists (select from core.router where removed is null) as router,
                   (select brand <> '' and phone <> '' from core.setting) as brand,
                   exists (select from core.plan where retired is null) as plan,
                   exists (select from core.customer) as customers,
                   exists (select from core.line
                           where removed is null and customer is not null) as lines,
                   exists (select from core.router_writer where enabled) as writer,
                   (select count(*) > 1 from core.account where disabled is null) as colleagues
            """;

    private final DbClient db;

    Figures(DbClient db) {
        this.db = db;
    }

    Overview.People people(Instant month) {
        Row row =
                one(
                        db.execute()
                                .createGet(PEOPLE)
                                .addParam("month", month.atOffset(ZoneOffset.UTC))
                                .execute()
                                .map(Row::new));
        return new Overview.People(
                row.integer("active"), row.integer("fresh"), get(HELD).integer("customers"));
    }

    Overview.Lines lines() {
        Row row = get(LINES);
        return new Overview.Lines(
                row.integer("total"), row.integer("online"), get(HELD).integer("lines"));
    }

    Overview.Drift drift() {
        Row row = get(DRIFT);
        return new Overview.Drift(
                row.integer("managed"), row.integer("waiting"), row.integer("failed"));
    }

    Overview.Tickets tickets(Instant now) {
        Row row =
                one(
                        db.execute()
                                .createGet(TICKETS)
                                .addParam("now", now.atOffset(ZoneOffset.UTC))
                                .execute()
                                .map(Row::new));
        return new Overview.Tickets(row.integer("open"), row.integer("late"));
    }

    List<Step> steps() {
        Row row = get(NEEDS);
        return List.of(
                new Step(Need.BRAND, row.flag("brand")),
                new Step(Need.PLAN, row.flag("plan")),
                new Step(Need.CUSTOMERS, row.flag("customers")),
                new Step(Need.ROUTER, row.flag("router")),
                new Step(Need.LINES, row.flag("lines")),
                new Step(Need.WRITER, row.flag("writer")),
                new Step(Need.COLLEAGUES, row.flag("colleagues")));
    }

    private Row get(String sql) {
        return one(db.execute().createGet(sql).execute().map(Row::new));
    }

    private static Row one(java.util.Optional<Row> row) {
        return row.orElseThrow(() -> new IllegalStateException("rows: 0 (expected: 1)"));
    }
}
