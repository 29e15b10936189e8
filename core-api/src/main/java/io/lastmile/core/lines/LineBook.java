package io.lastmile.core.lines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    private static final String CHANGE =
            """
            update core.line as l
            set version = l.version + 1, router = nullif(r.router, 0), source = r.source,
                name = r.name, label = r.label, address = r.address, area = r.area,
                rate_bps = nullif(r.rate_bps, 0), customer = nullif(r.customer, 0),
                plan = nullif(r.plan, 0), changed = :now, changed_by = :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                id int, version bigint, router int, source smallint, name text, label text,
                address text, area text, rate_bps bigint, customer int, plan int)
            where l.id = r.id and l.version = r.version and l.removed is null
            """;

    private static final String BY_NAME =
            Lines.COLUMNS + " and line.name = any (cast(:names as text[])) order by line.id";

    private static final String AFTER =
            """
            select line.id, line.version, line.router, line.source, line.name, line.label,
                   line.address, line.area, line.rate_bps, line.customer, line.plan, line.created,
                   line.changed, line.changed_by, coalesce(router.name, '') as router_name,
                   coalesce(terms.name, '') as plan_name, coalesce(customer.number, '') as number,
                   coalesce(customer.name, '') as customer_name
            from core.line
            left join core.router on router.id = line.router
            left join core.plan_terms(:now) as plan on plan.plan = line.plan
            left join core.plan_version as terms
                on terms.plan = plan.plan and terms.number = plan.number
            left join core.customer on customer.id = line.customer
            where line.removed is null and line.id > :after
            order by line.id limit :rows
            """;

    private static final String ROUTERS =
            "select id, lower(name) as name from core.router where removed is null";

    /// A line as it is to be, if it is still of the version that somebody saw.
    public record Change(int id, long version, LineDraft draft) {}

    /// A line for a file, with the names of what it belongs to.
    public record Exported(
            Line line, String router, String plan, String customer, String customerName) {}

    private final DbClient db;
    private final Outbox outbox;
    private final Clock clock;
    private final KeptPlans kept;

    LineBook(DbClient db, Outbox outbox, Clock clock, KeptPlans kept) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
        this.kept = kept;
    }

    void connect(PlanKeeper keeper) {
        kept.connect(keeper);
    }

    /// Those of some lines that have their plan from elsewhere.
    public Set<Integer> kept(Collection<Line> lines) {
        return kept.of(lines);
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

    /// How many of them were still of the version that was seen, and are changed.
    public long change(List<Change> changes) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        changes.forEach(change ->
                write(
                        rows.addObject().put("id", change.id()).put("version", change.version()),
                        change.draft()));
        long changed =
                db.execute()
                        .createUpdate(CHANGE)
                        .addParam("rows", rows.toString())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute();
        if (changed > 0) {
            outbox.add(new LinesChanged(changes.stream().map(Change::id).toList()));
        }
        return changed;
    }

    /// Lines with one of these names.
    public List<Line> byName(List<String> names) {
        return db.execute()
                .createQuery(BY_NAME)
                .addParam("names", names.toArray(String[]::new))
                .execute()
                .map(row -> Line.of(new Row(row)))
                .toList();
    }

    /// Lines by id, for files.
    public List<Exported> after(int id, int rows) {
        return db.execute()
                .createQuery(AFTER)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("after", id)
                .addParam("rows", rows)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Exported(
                                Line.of(row),
                                row.text("router_name"),
                                row.text("plan_name"),
                                row.text("number"),
                                row.text("customer_name")))
                .toList();
    }

    /// Ids of routers by their names in lower case.
    public Map<String, Integer> routers() {
        Map<String, Integer> ids = new HashMap<>();
        db.execute()
                .createQuery(ROUTERS)
                .execute()
                .map(Row::new)
                .forEach(row -> ids.put(row.text("name"), row.integer("id")));
        return ids;
    }

    /// A line as a draft that changes nothing.
    public static LineDraft draft(Line line) {
        return new LineDraft(
                line.router().orElse(0),
                line.source(),
                line.name(),
                line.label(),
                line.address(),
                line.area(),
                line.rateBps().orElse(0L),
                line.customer().orElse(0),
                line.plan().orElse(0));
    }

    private static String rows(List<LineDraft> drafts) {
        if (drafts.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "drafts: %d (expected: <= %d)".formatted(drafts.size(), ROWS_MAX));
        }
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (LineDraft draft : drafts) {
            write(rows.addObject().put("at", rows.size() - 1), draft);
        }
        return rows.toString();
    }

    private static void write(ObjectNode row, LineDraft draft) {
        row.put("router", draft.router())
                .put("source", draft.source().code())
                .put("name", draft.name())
                .put("label", draft.label())
                .put("address", draft.address())
                .put("area", draft.area())
                .put("rate_bps", draft.rateBps())
                .put("customer", draft.customer())
                .put("plan", draft.plan());
    }
}
