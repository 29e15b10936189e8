package io.lastmile.core.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of imports. Call it within a unit of work.
public final class Imports {
    static final Duration KEPT = Duration.ofDays(1);

    /// Rows of one statement.
    private static final int ROWS_MAX = 5_000;

    private static final String NEXT_ID =
            "select nextval(pg_get_serial_sequence('core.network_import', 'id')) as id";

    private static final String ADD =
            """
            insert into core.network_import
                (id, router, made, made_by, expires, router_digest, our_digest, counts, absent)
            overriding system value
            values (:id, :router, :now, :by, :expires, :router_digest, :our_digest,
                    cast(:counts as jsonb), cast(:absent as jsonb))
            """;

    private static final String ADD_ROWS =
            """
            insert into core.network_import_row (import, at, verdict, kind, name, profile, body)
            select :import, r.at, r.verdict, r.kind, r.name, r.profile, r.body
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (at int, verdict text, kind text, name text, profile text, body jsonb)
            """;

    private static final String COLUMNS =
            """
            select id, router, made, made_by, expires, router_digest, our_digest,
                   cast(counts as text) as counts, cast(absent as text) as absent,
                   cast(choices as text) as choices, committed, committed_by,
                   cast(result as text) as result
            from core.network_import
            where expires > :now
            """;

    private static final String FIND = COLUMNS + " and id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String OF_ROUTER =
            COLUMNS + " and router = :router order by id desc limit 20";

    private static final String ROWS =
            """
            select at, verdict, kind, name, cast(body as text) as body, choice, accepted
            from core.network_import_row
            where import = :import and at > :at
              and (:verdict = '' or verdict = :verdict)
              and (:profile = '' or profile = :profile)
              and (:q = '' or position(lower(:q) in lower(name || ' ' || (body ->> 'comment'))) > 0)
            order by at
            limit :rows
            """;

    private static final String CHOSEN =
            """
            select at, choice, accepted
            from core.network_import_row
            where import = :import and (choice is not null or accepted)
            """;

    private static final String PROFILES =
            """
            select profile, count(*) as rows, min(body -> 'plan' ->> 'name') as plan
            from core.network_import_row
            where import = :import and verdict in ('new', 'differs')
            group by profile order by count(*) desc, profile limit 50
            """;

    private static final String SUMS =
            """
            select verdict, coalesce(choice, '') as choice, count(*) as rows,
                   count(*) filter (where accepted) as accepted,
                   count(*) filter (where body ->> 'customer' is not null) as guessed
            from core.network_import_row
            where import = :import and verdict in ('new', 'differs')
            group by verdict, coalesce(choice, '')
            """;

    private static final String CHOOSE =
            """
            update core.network_import set choices = cast(:choices as jsonb) where id = :id
            """;

    private static final String CHOOSE_ROW =
            """
            update core.network_import_row as row
            set choice = nullif(r.choice, ''), accepted = r.accepted
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (at int, choice text, accepted boolean)
            where row.import = :import and row.at = r.at
              and row.verdict in ('new', 'differs')
              and not (row.verdict = 'new' and r.choice = 'keep')
            """;

    private static final String COMMIT =
            """
            update core.network_import
            set committed = :now, committed_by = :by, result = cast(:result as jsonb)
            where id = :id
            """;

    private static final String EXPIRE = "delete from core.network_import where expires <= :now";

    /// The stored import with what no client sees.
    record Stored(ImportReport report, byte[] routerDigest, byte[] ourDigest) {}

    /// What somebody decided about one row.
    public record Decision(int at, Optional<Choice> choice, boolean accepted) {}

    /// Which rows to look at.
    public record Filter(Optional<Verdict> verdict, String profile, String q) {}

    /// How many undecided rows have a profile, and the plan that fits it.
    public record OfProfile(String profile, int rows, Optional<String> plan) {}

    private final DbClient db;
    private final Clock clock;

    Imports(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    long nextId() {
        return new Row(db.execute().createGet(NEXT_ID).execute().orElseThrow()).number("id");
    }

    void add(Stored stored, List<ImportRow> rows) {
        ImportReport report = stored.report();
        db.execute()
                .createInsert(ADD)
                .addParam("id", report.id())
                .addParam("router", report.router())
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("expires", report.expires().atOffset(ZoneOffset.UTC))
                .addParam("router_digest", stored.routerDigest())
                .addParam("our_digest", stored.ourDigest())
                .addParam("counts", json(report.counts()))
                .addParam("absent", json(report.absent()))
                .execute();
        for (int from = 0; from < rows.size(); from += ROWS_MAX) {
            addRows(report.id(), rows.subList(from, Math.min(from + ROWS_MAX, rows.size())));
        }
    }

    private void addRows(long id, List<ImportRow> rows) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (ImportRow row : rows) {
            array.addObject()
                    .put("at", row.at())
                    .put("verdict", Fields.nameOf(row.verdict()))
                    .put("kind", Fields.nameOf(row.found().kind()))
                    .put("name", row.found().name())
                    .put("profile", row.found().profile())
                    .set("body", Json.MAPPER.valueToTree(ImportLine.Body.of(row)));
        }
        db.execute()
                .createInsert(ADD_ROWS)
                .addParam("import", id)
                .addParam("rows", array.toString())
                .execute();
    }

    Optional<Stored> find(long id) {
        return one(FIND, id);
    }

    Optional<Stored> lock(long id) {
        return one(LOCK, id);
    }

    private Optional<Stored> one(String sql, long id) {
        return db.execute()
                .createGet(sql)
                .addParam("now", now())
                .addParam("id", id)
                .execute()
                .map(row -> stored(new Row(row)));
    }

    List<ImportReport> ofRouter(int router) {
        return db.execute()
                .createQuery(OF_ROUTER)
                .addParam("now", now())
                .addParam("router", router)
                .execute()
                .map(row -> stored(new Row(row)).report())
                .toList();
    }

    Page<ImportLine> rows(long id, Filter filter, Page.Request page) {
        List<ImportLine> rows =
                db.execute()
                        .createQuery(ROWS)
                        .addParam("import", id)
                        .addParam("at", page.after().map(c -> c.number(0)).orElse(-1L))
                        .addParam("verdict", filter.verdict().map(Fields::nameOf).orElse(""))
                        .addParam("profile", filter.profile())
                        .addParam("q", filter.q())
                        .addParam("rows", page.rows())
                        .execute()
                        .map(row -> ImportLine.of(new Row(row)))
                        .toList();
        return page.page(rows, row -> Cursor.of(row.at()));
    }

    List<OfProfile> profiles(long id) {
        return db.execute()
                .createQuery(PROFILES)
                .addParam("import", id)
                .execute()
                .map(Row::new)
                .map(row ->
                        new OfProfile(
                                row.text("profile"), row.integer("rows"), row.optionalText("plan")))
                .toList();
    }

    /// What a commit would do to how many rows, with what is chosen now.
    ImportPreview preview(ImportReport report) {
        ImportPreview preview = ImportPreview.NOTHING;
        var sums =
                db.execute()
                        .createQuery(SUMS)
                        .addParam("import", report.id())
                        .execute()
                        .map(Row::new)
                        .toList();
        for (Row row : sums) {
            Verdict verdict = ImportLine.constant(Verdict.class, row.text("verdict"));
            Choice choice =
                    row.optionalText("choice")
                            .filter(word -> !word.isEmpty())
                            .map(word -> ImportLine.constant(Choice.class, word))
                            .orElseGet(() -> report.choices().of(verdict));
            int customers =
                    report.choices().customers() ? row.integer("guessed") : row.integer("accepted");
            preview = preview.plus(verdict, choice, row.integer("rows"), customers);
        }
        return preview;
    }

    Map<Integer, Decision> decisions(long id) {
        Map<Integer, Decision> decisions = new HashMap<>();
        db.execute()
                .createQuery(CHOSEN)
                .addParam("import", id)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Decision(
                                row.integer("at"),
                                row.optionalText("choice")
                                        .map(word -> ImportLine.constant(Choice.class, word)),
                                row.flag("accepted")))
                .forEach(decision -> decisions.put(decision.at(), decision));
        return decisions;
    }

    void choose(long id, ImportChoices choices) {
        db.execute()
                .createUpdate(CHOOSE)
                .addParam("id", id)
                .addParam("choices", json(choices))
                .execute();
    }

    /// Of rows that may be decided about; the others stay as they are.
    void choose(long id, List<Decision> decisions) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        decisions.forEach(decision ->
                array.addObject()
                        .put("at", decision.at())
                        .put("choice", decision.choice().map(Fields::nameOf).orElse(""))
                        .put("accepted", decision.accepted()));
        db.execute()
                .createUpdate(CHOOSE_ROW)
                .addParam("import", id)
                .addParam("rows", array.toString())
                .execute();
    }

    void committed(long id, ImportResult result) {
        db.execute()
                .createUpdate(COMMIT)
                .addParam("id", id)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("result", json(result))
                .execute();
    }

    long expire() {
        return db.execute().createDelete(EXPIRE).addParam("now", now()).execute();
    }

    private static Stored stored(Row row) {
        ImportReport report =
                new ImportReport(
                        row.number("id"),
                        row.integer("router"),
                        row.time("made"),
                        row.text("made_by"),
                        row.time("expires"),
                        read(row.text("counts"), new TypeReference<Map<String, Integer>>() {}),
                        read(row.text("absent"), new TypeReference<Map<String, String>>() {}),
                        read(row.text("choices"), new TypeReference<ImportChoices>() {}),
                        row.optionalTime("committed"),
                        row.optionalText("committed_by"),
                        row.optionalText("result")
                                .map(json -> read(json, new TypeReference<ImportResult>() {})));
        return new Stored(report, row.bytes("router_digest"), row.bytes("our_digest"));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an import does not read", e);
        }
    }

    private static String json(Object value) {
        return Json.MAPPER.valueToTree(value).toString();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
