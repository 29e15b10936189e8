package io.lastmile.core.lines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.IntSummaryStatistics;
import java.util.List;

/// Enters many lines at once, for the demo, imports and benchmarks. Call it within a unit of work.
public final class LineBook {
    /// Rows of one statement: some megabytes of JSON.
    public static final int ROWS_MAX = 10_000;

    private static final String ROWS =
            """
            jsonb_to_recordset(cast(:rows as jsonb)) as r (
                at int, router int, source smallint, name text, label text, address text, area text,
                rate_bps bigint, customer int, plan int)
            """;

    private static final String UNCLAIMED =
            "select r.at from "
                    + ROWS
                    + """
                    where not exists (
                        select from core.line
                        where line.removed is null and line.source = r.source
                          and line.name = r.name and coalesce(line.router, 0) = r.router)
                    order by r.at
                    """;

    private static final String SETTLE =
            """
            insert into core.line
                (router, source, name, label, address, area, rate_bps, customer, plan, created,
                 changed, changed_by)
            select nullif(r.router, 0), r.source, r.name, r.label, r.address, r.area,
                   nullif(r.rate_bps, 0), nullif(r.customer, 0), nullif(r.plan, 0), :now, :now, :by
            from
            """
                    + ROWS
                    + """
                    order by r.at
                    on conflict do nothing
                    returning id
                    """;

    /// What a line gains; 0 leaves it as it is.
    public record Assignment(int line, int router, int customer, int plan) {}

    private static final String ASSIGN =
            """
            update core.line
            set version = version + 1, router = coalesce(nullif(r.router, 0), line.router),
                customer = coalesce(nullif(r.customer, 0), line.customer),
                plan = coalesce(nullif(r.plan, 0), line.plan), changed = :now, changed_by = :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (line int, router int, customer int, plan int)
            where line.id = r.line and line.removed is null
              and (coalesce(nullif(r.router, 0), line.router),
                   coalesce(nullif(r.customer, 0), line.customer),
                   coalesce(nullif(r.plan, 0), line.plan))
                  is distinct from (line.router, line.customer, line.plan)
            """;

    private final DbClient db;
    private final Outbox outbox;
    private final Clock clock;

    LineBook(DbClient db, Outbox outbox, Clock clock) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Those of `drafts` whose name no line claims yet, in their order.
    public List<LineDraft> unclaimed(List<LineDraft> drafts) {
        return db.execute()
                .createQuery(UNCLAIMED)
                .addParam("rows", rows(drafts))
                .execute()
                .map(row -> drafts.get(new Row(row).integer("at")))
                .toList();
    }

    /// Adds lines; a name that is claimed already stays whose it is. How many were added.
    public long settle(List<LineDraft> drafts) {
        IntSummaryStatistics added =
                db.execute()
                        .createQuery(SETTLE)
                        .addParam("rows", rows(drafts))
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                        .mapToInt(row -> new Row(row).integer("id"))
                        .summaryStatistics();
        if (added.getCount() > 0) {
            outbox.add(new LinesSettled(added.getMin(), added.getMax()));
        }
        return added.getCount();
    }

    /// Gives lines a router, a customer, a plan; how many it changed. It tells nobody: who calls it
    /// settles what they should have.
    public long assign(List<Assignment> assignments) {
        if (assignments.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "assignments: %d (expected: <= %d)".formatted(assignments.size(), ROWS_MAX));
        }
        return db.execute()
                .createUpdate(ASSIGN)
                .addParam("rows", Json.MAPPER.valueToTree(assignments).toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    private static String rows(List<LineDraft> drafts) {
        if (drafts.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "drafts: %d (expected: <= %d)".formatted(drafts.size(), ROWS_MAX));
        }
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (LineDraft draft : drafts) {
            rows.addObject()
                    .put("at", rows.size() - 1)
                    .put("router", draft.router())
                    .put("source", draft.source().code())
                    .put("name", draft.name())
                    .put("label", draft.label())
                    .put("address", draft.address())
                    .put("area", draft.area())
                    .put("rate_bps", draft.rateBps())
                    .put("customer", draft.customer())
                    .put("plan", draft.plan());
        }
        return rows.toString();
    }
}
