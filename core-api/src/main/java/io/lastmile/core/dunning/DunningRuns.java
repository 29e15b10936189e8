package io.lastmile.core.dunning;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The tables of runs that ask, and of what is on their lists. Call it within a unit of work.
public final class DunningRuns {
    private static final String COLUMNS =
            """
            select id, version, state, made, unasked, count, settled, settled_by, why, until, begun
            from core.dunning_run
            """;

    private static final String FIND = COLUMNS + " where id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String ASKING = COLUMNS + " where state = 'asks'";
    private static final String ASKS = ASKING + " for update";
    private static final String PAGE = COLUMNS + " where id < :before order by id desc limit :rows";

    private static final String ADD =
            """
            insert into core.dunning_run (state, made, unasked, count)
            values ('asks', :now, :unasked, 0)
            returning id
            """;

    private static final String KEEP =
            """
            delete from core.dunning_run_item
            where run = :run and subscription <> all (:ids)
            """;

    private static final String MISSING =
            """
            select w.id
            from unnest(cast(:ids as int[])) as w (id)
            where not exists (select from core.dunning_run_item as i
                              where i.run = :run and i.subscription = w.id)
            order by w.id
            """;

    private static final String ADD_ITEMS =
            """
            insert into core.dunning_run_item (run, subscription, customer, verdict)
            select :run, r.subscription, r.customer, r.verdict
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (subscription int, customer int, verdict jsonb)
            order by r.subscription
            on conflict (run, subscription) do nothing
            """;

    private static final String COUNT =
            """
            update core.dunning_run as d
            set count = i.n, unasked = :unasked, version = version + 1
            from (select count(*) as n from core.dunning_run_item where run = :run) as i
            where d.id = :run and d.state = 'asks' and (d.count, d.unasked) <> (i.n, :unasked)
            """;

    private static final String SETTLE =
            """
            update core.dunning_run
            set state = :state, settled = :now, settled_by = :by, why = :why, version = version + 1,
                until = cast(nullif(:until, '') as timestamptz)
            where id = :run and state = 'asks'
            """;

    private static final String WAKE =
            """
            update core.dunning_watch set next = :now
            where subscription in (select subscription from core.dunning_run_item where run = :run)
            """;

    private static final String CONFIRMED =
            """
            select i.run, i.subscription
            from core.dunning_run_item as i
            join core.dunning_run as d on d.id = i.run and d.state = 'confirmed'
            where not i.done and (i.run, i.subscription) > (:run, :after)
            order by i.run, i.subscription limit :rows
            """;

    private static final String DONE =
            """
            update core.dunning_run_item set done = true
            where run = :run and subscription = any (:ids)
            """;

    private static final String BEGUN =
            "update core.dunning_run set begun = begun + :n where id = :run";

    private static final String ITEMS =
            """
            select subscription, customer, cast(verdict as text) as verdict
            from core.dunning_run_item
            where run = :run and subscription > :after order by subscription limit :rows
            """;

    /// Somebody on a list, and why.
    public record Item(int subscription, int customer, JsonNode verdict) {}

    /// Somebody whose suspension was confirmed and who was not looked at since.
    record Confirmed(long run, int subscription) {
        static final Confirmed FIRST = new Confirmed(0, 0);
    }

    private final DbClient db;
    private final Clock clock;

    DunningRuns(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<DunningRun> find(long id) {
        return get(FIND, id);
    }

    Optional<DunningRun> lock(long id) {
        return get(LOCK, id);
    }

    private Optional<DunningRun> get(String sql, long id) {
        return db.execute()
                .createGet(sql)
                .addParam("id", id)
                .execute()
                .map(row -> run(new Row(row)));
    }

    /// The one that waits for an answer, for who only looks.
    public Optional<DunningRun> asking() {
        return db.execute().createGet(ASKING).execute().map(row -> run(new Row(row)));
    }

    /// The same, for who goes on with it.
    Optional<DunningRun> asks() {
        return db.execute().createGet(ASKS).execute().map(row -> run(new Row(row)));
    }

    /// Newest first.
    public Page<DunningRun> page(Page.Request request) {
        List<DunningRun> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> run(new Row(row)))
                        .toList();
        return request.page(rows, run -> Cursor.of(run.id()));
    }

    public Page<Item> items(long run, Page.Request request) {
        List<Item> rows =
                db.execute()
                        .createQuery(ITEMS)
                        .addParam("run", run)
                        .addParam("after", request.after().map(c -> c.number(0)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(Row::new)
                        .map(row ->
                                new Item(
                                        row.integer("subscription"),
                                        row.integer("customer"),
                                        Nonpays.json(row.text("verdict"))))
                        .toList();
        return request.page(rows, item -> Cursor.of(item.subscription()));
    }

    long add(int unasked) {
        return db.execute()
                .createQuery(ADD)
                .addParam("unasked", unasked)
                .addParam("now", now())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    /// Takes from the list who is not wanted any more; who is wanted and not on it.
    List<Integer> keep(long run, List<Integer> wanted) {
        Integer[] ids = wanted.toArray(Integer[]::new);
        db.execute().createUpdate(KEEP).addParam("run", run).addParam("ids", ids).execute();
        return db.execute()
                .createQuery(MISSING)
                .addParam("run", run)
                .addParam("ids", ids)
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList();
    }

    void addItems(long run, List<Verdict> verdicts) {
        db.execute()
                .createUpdate(ADD_ITEMS)
                .addParam("run", run)
                .addParam("rows", Nonpays.rows(verdicts))
                .execute();
    }

    void count(long run, int unasked) {
        db.execute()
                .createUpdate(COUNT)
                .addParam("run", run)
                .addParam("unasked", unasked)
                .execute();
    }

    void settle(long run, DunningRun.State state, String why, Optional<Instant> until) {
        db.execute()
                .createUpdate(SETTLE)
                .addParam("run", run)
                .addParam("state", Fields.nameOf(state))
                .addParam("why", why)
                .addParam("until", until.map(Instant::toString).orElse(""))
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
        db.execute().createUpdate(WAKE).addParam("run", run).addParam("now", now()).execute();
    }

    List<Confirmed> confirmed(Confirmed after) {
        return db.execute()
                .createQuery(CONFIRMED)
                .addParam("run", after.run())
                .addParam("after", after.subscription())
                .addParam("rows", Dossiers.ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row -> new Confirmed(row.number("run"), row.integer("subscription")))
                .toList();
    }

    void done(long run, List<Integer> subscriptions, int begun) {
        db.execute()
                .createUpdate(DONE)
                .addParam("run", run)
                .addParam("ids", subscriptions.toArray(Integer[]::new))
                .execute();
        db.execute().createUpdate(BEGUN).addParam("run", run).addParam("n", begun).execute();
    }

    private static DunningRun run(Row row) {
        return new DunningRun(
                row.number("id"),
                row.number("version"),
                EnumNames.constant(DunningRun.State.class, row.text("state")),
                row.time("made"),
                row.integer("unasked"),
                row.integer("count"),
                row.optionalTime("settled"),
                row.optionalText("settled_by"),
                row.text("why"),
                row.optionalTime("until"),
                row.integer("begun"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
