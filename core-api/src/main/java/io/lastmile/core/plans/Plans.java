package io.lastmile.core.plans;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of plans. Call it within a unit of work.
public final class Plans {
    private static final String VERSION =
            """
            v.number, v.effective, v.replaces, f.replaced_by, v.made, v.made_by, v.why,
            v.name, v.name_bn, v.says, v.says_bn,
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
                    join core.plan_fates() as f on f.plan = v.plan and f.number = v.number
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
            select p.id, lower(v.name) as name
            from core.plan as p
            join core.plan_terms(:now) as t on t.plan = p.id
            join core.plan_version as v on v.plan = t.plan and v.number = t.number
            where p.retired is null order by lower(v.name), p.id limit :rows
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
                    join core.plan_fates() as f on f.plan = v.plan and f.number = v.number
                    where v.plan = :id and v.effective > :now and v.number <> :number
                      and f.replaced_by is null
                    order by v.effective
                    """;

    private static final String VERSIONS =
            "select "
                    + VERSION
                    + """
                    from core.plan_version as v
                    join core.plan_fates() as f on f.plan = v.plan and f.number = v.number
                    where v.plan = :id and v.number < :before
                    order by v.number desc limit :rows
                    """;

    private static final String LOCK =
            "select version, retired from core.plan where id = :id for update";

    /// Whoever looks whether a name is free waits here for whoever takes one.
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('core.plan names')) is null as alone";

    /// A name is sold while a version has it that holds now or will.
    private static final String TAKEN =
            """
            select p.id
            from core.plan_version as v
            join core.plan as p on p.id = v.plan
            join core.plan_fates() as f on f.plan = v.plan and f.number = v.number
            where lower(v.name) = lower(:name) and p.id <> :id and p.retired is null
              and f.replaced_by is null
              and not exists (select from core.plan_fates() as later
                              where later.plan = v.plan and later.replaced_by is null
                                and later.effective > v.effective and later.effective <= :now)
            limit 1
            """;

    /// What the regulator wrote, each memo as it was noted last.
    private static final String MEMOS =
            """
            select m.memo_no, cast(m.memo_date as text) as memo_date, m.ceiling_poisha
            from (select distinct on (lower(v.memo_no))
                         v.number, v.memo_no, v.memo_date, v.ceiling_poisha
                  from core.plan_version as v
                  where v.plan = :id and v.memo_no is not null
                  order by lower(v.memo_no), v.number desc) as m
            order by m.number
            """;

    private static final String ADD =
            """
            insert into core.plan (created) values (:now)
            returning id
            """;

    private static final String CHANGE = "update core.plan set version = :number where id = :id";

    private static final String ADD_VERSION =
            """
            insert into core.plan_version
                (plan, number, effective, replaces, made, made_by, why, name, name_bn, says,
                 says_bn,
                 rate_limit, up_bps, down_bps, profile, price_poisha, validity, validity_count,
                 tax_class, unlimited, allowance, contention, published, memo_no, memo_date,
                 ceiling_poisha)
            values (:plan, :number, :effective, :replaces, :now, :by, :why, :name, :name_bn, :says,
                    :says_bn, :rate_limit, :up_bps, :down_bps, :profile, :price_poisha, :validity,
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
    private final ZoneId zone;

    /// Days, those of memos above all, are cut in `zone`.
    Plans(DbClient db, Outbox outbox, Clock clock, ZoneId zone) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
        this.zone = zone;
    }

    /// Plans by name, without what is planned; those that are retired only if asked for.
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
                        .map(row -> plan(new Row(row), List.of()))
                        .toList();
        return request.page(rows, plan -> Cursor.of(plan.terms().name(), plan.id()));
    }

    /// All plans that are sold, by name, at most some thousands, each with what is planned for it.
    public List<Plan> sold() {
        List<Integer> ids =
                db.execute()
                        .createQuery(SOLD)
                        .addParam("rows", SOLD_MAX)
                        .addParam("now", now())
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
                .addParam("now", now())
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
                .map(row -> plan(new Row(row), List.of()))
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

    /// One of them.
    public Optional<PlanVersion> version(int id, int number) {
        var from = new Page.Request(1, Optional.of(Cursor.of(number + 1L)));
        return versions(id, from).items().stream()
                .findFirst()
                .filter(found -> found.number() == number);
    }

    /// What the memos of the plan say against a draft.
    public List<Fault> faults(Plan plan, PlanDraft draft) {
        return memos(plan.id()).faults(plan, draft, zone);
    }

    /// What a draft would change, once nothing speaks against it.
    public PlanDifference difference(int id, PlanDraft draft) {
        Plan plan = find(id).orElseThrow(() -> Problem.notFound("plan", id).refusal());
        List<Fault> faults = faults(plan, draft);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults).refusal();
        }
        return PlanDifference.of(plan, draft);
    }

    public PlanSaved add(PlanDraft draft) {
        if (taken(0, draft.terms().name())) {
            return new PlanSaved.Taken(draft.terms().name());
        }
        int id =
                db.execute()
                        .createQuery(ADD)
                        .addParam("now", now())
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList()
                        .getFirst();
        addVersion(id, 1, draft, List.of());
        return new PlanSaved.Done(id);
    }

    public PlanSaved change(int id, long version, PlanDraft draft) {
        boolean taken = taken(id, draft.terms().name());
        Optional<PlanSaved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (taken) {
            return new PlanSaved.Taken(draft.terms().name());
        }
        Plan plan = find(id).orElseThrow();
        List<Fault> faults = faults(plan, draft);
        if (!faults.isEmpty()) {
            return new PlanSaved.Invalid(faults);
        }
        int number = Math.toIntExact(version + 1);
        db.execute().createUpdate(CHANGE).addParam("number", number).addParam("id", id).execute();
        addVersion(id, number, draft, plan.replacedBy(draft));
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

    /// Holds whoever else adds or renames a plan until this unit of work ends.
    private boolean taken(int id, String name) {
        db.execute().createQuery(ALONE).execute().forEach(_ -> {});
        return db.execute()
                .createGet(TAKEN)
                .addParam("id", id)
                .addParam("name", name)
                .addParam("now", now())
                .execute()
                .isPresent();
    }

    private Memos memos(int id) {
        return new Memos(
                db.execute()
                        .createQuery(MEMOS)
                        .addParam("id", id)
                        .execute()
                        .map(row -> PlanRow.approval(new Row(row)).orElseThrow())
                        .toList());
    }

    private void addVersion(int id, int number, PlanDraft draft, List<PlanVersion> replaced) {
        PlanRow.write(db.execute().createInsert(ADD_VERSION), draft.terms())
                .addParam("plan", id)
                .addParam("number", number)
                .addParam("effective", draft.effective().atOffset(ZoneOffset.UTC))
                .addParam("replaces", draft.replaces())
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("why", draft.why())
                .execute();
        List<Integer> numbers = replaced.stream().map(PlanVersion::number).toList();
        outbox.add(new PlanChanged(id, number, draft.effective(), numbers));
    }

    /// In the order in which they come; `number` is the version that is shown as the current one.
    private List<PlanVersion> planned(int id, int number) {
        return db.execute()
                .createQuery(PLANNED)
                .addParam("id", id)
                .addParam("now", now())
                .addParam("number", number)
                .execute()
                .map(row -> PlanRow.version(new Row(row)))
                .toList();
    }

    private static Plan plan(Row row, List<PlanVersion> planned) {
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
