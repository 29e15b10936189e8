package io.lastmile.core.plans;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of plans. Call it within a unit of work.
public final class Plans {
    private static final String VERSION =
            """
            v.number, v.effective, v.made, v.made_by, v.why, v.name, v.name_bn, v.says, v.says_bn,
            v.rate_limit, v.profile, v.price_poisha, v.validity, v.validity_count, v.tax_class,
            v.unlimited, cast(v.allowance as text) as allowance, v.contention, v.published,
            v.memo_no, cast(v.memo_date as text) as memo_date, v.ceiling_poisha
            """;

    private static final String PLAN =
            "select p.id, p.version, p.retired, coalesce(p.retired_by, '') as retired_by,"
                    + " coalesce(p.retired_why, '') as retired_why, "
                    + VERSION
                    + """
                    from core.plan as p
                    join core.plan_terms(:now) as t on t.plan = p.id
                    join core.plan_version as v on v.plan = t.plan and v.number = t.number
                    """;

    private static final String PAGE =
            PLAN
                    + """
                    where (p.retired is null or :retired)
                      and (lower(v.name), p.id) > (lower(:name), :id)
                    order by lower(v.name), p.id
                    limit :rows
                    """;

    private static final String FIND = PLAN + " where p.id = :id";

    private static final int SOLD_MAX = 5_000;

    private static final String SOLD =
            """
            select id, lower(name) as name from core.plan
            where retired is null order by lower(name), id limit :rows
            """;

    private static final String PUBLISHED =
            PLAN
                    + """
                    where p.retired is null and v.published and v.effective <= :now
                    order by v.price_poisha, lower(v.name), p.id
                    """;

    private static final String PLANNED =
            "select "
                    + VERSION
                    + """
                    from core.plan_version as v
                    where v.plan = :id and v.effective > :now and v.number > :number
                    order by v.number desc limit 1
                    """;

    private static final String VERSIONS =
            "select "
                    + VERSION
                    + """
                    from core.plan_version as v
                    where v.plan = :id and v.number < :before
                    order by v.number desc limit :rows
                    """;

    private static final String LOCK =
            "select version, retired from core.plan where id = :id for update";

    private static final String TAKEN =
            """
            select id from core.plan
            where retired is null and id <> :id and lower(name) = lower(:name)
            """;

    private static final String ADD =
            """
            insert into core.plan (name, created) values (:name, :now)
            returning id
            """;

    private static final String CHANGE =
            "update core.plan set version = :number, name = :name where id = :id";

    private static final String ADD_VERSION =
            """
            insert into core.plan_version
                (plan, number, effective, made, made_by, why, name, name_bn, says, says_bn,
                 rate_limit, up_bps, down_bps, profile, price_poisha, validity, validity_count,
                 tax_class, unlimited, allowance, contention, published, memo_no, memo_date,
                 ceiling_poisha)
            values (:plan, :number, :effective, :now, :by, :why, :name, :name_bn, :says, :says_bn,
                    :rate_limit, :up_bps, :down_bps, :profile, :price_poisha, :validity,
                    :validity_count, :tax_class, :unlimited, cast(:allowance as jsonb),
                    :contention, :published, nullif(:memo_no, ''),
                    cast(nullif(:memo_date, '') as date), nullif(:ceiling_poisha, 0))
            """;

    private static final String RETIRE =
            """
            update core.plan
            set retired = :now, retired_by = :by, retired_why = :why
            where id = :id
            """;

    private final DbClient db;
    private final Outbox outbox;
    private final Clock clock;

    Plans(DbClient db, Outbox outbox, Clock clock) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Plans by name; those that are retired only if asked for.
    public Page<Plan> page(boolean retired, Page.Request request) {
        List<Plan> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("now", now())
                        .addParam("retired", retired)
                        .addParam("name", request.after().map(c -> c.text(0)).orElse(""))
                        .addParam("id", request.after().map(c -> c.number(1)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> plan(new Row(row), Optional.empty()))
                        .toList();
        return request.page(rows, plan -> Cursor.of(plan.terms().name(), plan.id()));
    }

    /// All plans that are sold, by name, at most some thousands, each with what is planned for it.
    public List<Plan> sold() {
        List<Integer> ids =
                db.execute()
                        .createQuery(SOLD)
                        .addParam("rows", SOLD_MAX)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        return ids.stream().map(id -> find(id).orElseThrow()).toList();
    }

    /// Ids of the plans that are sold, by their names in lower case.
    public Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        db.execute()
                .createQuery(SOLD)
                .addParam("rows", SOLD_MAX)
                .execute()
                .map(Row::new)
                .forEach(row -> names.put(row.text("name"), row.integer("id")));
        return names;
    }

    public Optional<Plan> find(int id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .addParam("now", now())
                .execute()
                .map(Row::new)
                .map(row -> plan(row, planned(id, row.integer("number"))));
    }

    /// What is sold to everybody now, cheapest first.
    public List<Plan> published() {
        return db.execute()
                .createQuery(PUBLISHED)
                .addParam("now", now())
                .execute()
                .map(row -> plan(new Row(row), Optional.empty()))
                .toList();
    }

    /// All decisions about a plan, newest first.
    public Page<PlanVersion> versions(int id, Page.Request request) {
        List<PlanVersion> rows =
                db.execute()
                        .createQuery(VERSIONS)
                        .addParam("id", id)
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> PlanRow.version(new Row(row)))
                        .toList();
        return request.page(rows, version -> Cursor.of(version.number()));
    }

    public PlanSaved add(PlanDraft draft) {
        if (taken(0, draft.terms().name())) {
            return new PlanSaved.Taken(draft.terms().name());
        }
        int id =
                db.execute()
                        .createQuery(ADD)
                        .addParam("name", draft.terms().name())
                        .addParam("now", now())
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList()
                        .getFirst();
        addVersion(id, 1, draft);
        return new PlanSaved.Done(id);
    }

    public PlanSaved change(int id, long version, PlanDraft draft) {
        Optional<PlanSaved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (taken(id, draft.terms().name())) {
            return new PlanSaved.Taken(draft.terms().name());
        }
        int number = Math.toIntExact(version + 1);
        db.execute()
                .createUpdate(CHANGE)
                .addParam("number", number)
                .addParam("name", draft.terms().name())
                .addParam("id", id)
                .execute();
        addVersion(id, number, draft);
        return new PlanSaved.Done(id);
    }

    public PlanSaved retire(int id, long version, String why) {
        Optional<PlanSaved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        db.execute()
                .createUpdate(RETIRE)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("why", why)
                .addParam("id", id)
                .execute();
        outbox.add(new PlanRetired(id));
        return new PlanSaved.Done(id);
    }

    private Optional<PlanSaved> refused(int id, long version) {
        Optional<Row> row = db.execute().createGet(LOCK).addParam("id", id).execute().map(Row::new);
        if (row.isEmpty()) {
            return Optional.of(new PlanSaved.Missing(id));
        }
        if (row.get().optionalTime("retired").isPresent()) {
            return Optional.of(new PlanSaved.Retired(id));
        }
        long now = row.get().number("version");
        return now == version ? Optional.empty() : Optional.of(new PlanSaved.Stale(now));
    }

    private boolean taken(int id, String name) {
        return db.execute()
                .createGet(TAKEN)
                .addParam("id", id)
                .addParam("name", name)
                .execute()
                .isPresent();
    }

    private void addVersion(int id, int number, PlanDraft draft) {
        PlanRow.write(db.execute().createInsert(ADD_VERSION), draft.terms())
                .addParam("plan", id)
                .addParam("number", number)
                .addParam("effective", draft.effective().atOffset(ZoneOffset.UTC))
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("why", draft.why())
                .execute();
        outbox.add(new PlanChanged(id, number, draft.effective()));
    }

    private Optional<PlanVersion> planned(int id, int number) {
        return db.execute()
                .createGet(PLANNED)
                .addParam("id", id)
                .addParam("now", now())
                .addParam("number", number)
                .execute()
                .map(row -> PlanRow.version(new Row(row)));
    }

    private static Plan plan(Row row, Optional<PlanVersion> planned) {
        Optional<Plan.Retirement> retired =
                row.optionalTime("retired").map(time -> retirement(row, time));
        return new Plan(
                row.integer("id"), row.number("version"), PlanRow.version(row), planned, retired);
    }

    private static Plan.Retirement retirement(Row row, Instant time) {
        return new Plan.Retirement(time, row.text("retired_by"), row.text("retired_why"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
