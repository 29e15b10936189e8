package io.lastmile.core.payments;

import com.fasterxml.jackson.core.type.TypeReference;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of bank statements, and how each bank's are read. Call it within a unit of work.
public final class Statements {
    private static final String SELECT =
            """
            select s.id, s.bank, b.name as bank_name, b.version as bank_version, s.file_name,
                   s.lines, s.added, cast(s.faults as text) as faults, s.made, s.made_by
            from core.bank_statement as s join core.bank_account as b on b.id = s.bank
            """;

    private static final String FIND = SELECT + " where s.id = :id";

    private static final String LAST = SELECT + " order by s.id desc limit 10";

    private static final String ADD =
            """
            insert into core.bank_statement (bank, file_name, lines, added, faults, made, made_by)
            values (:bank, :name, :lines, 0, '[]', :now, :by)
            returning id
            """;

    private static final String DONE =
            """
            update core.bank_statement set added = :added, faults = cast(:faults as jsonb)
            where id = :id
            """;

    private static final String COLUMNS =
            "select cast(columns as text) as columns from core.bank_account where id = :id";

    private static final String CHANGE =
            """
            update core.bank_account set columns = cast(:columns as jsonb), version = version + 1
            where id = :id
            """;

    private final DbClient db;
    private final Clock clock;

    Statements(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Statement> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(Statements::statement);
    }

    /// Newest first.
    public List<Statement> last() {
        return db.execute().createQuery(LAST).execute().map(Statements::statement).toList();
    }

    /// Empty where there is no such bank account.
    public Optional<StatementColumns> columns(int bank) {
        return db.execute()
                .createGet(COLUMNS)
                .addParam("id", bank)
                .execute()
                .map(row -> columns(new Row(row).text("columns")));
    }

    private static StatementColumns columns(String json) {
        return json.equals("{}")
                ? StatementColumns.NONE
                : read(json, new TypeReference<StatementColumns>() {});
    }

    boolean change(int bank, StatementColumns columns) {
        return db.execute()
                        .createUpdate(CHANGE)
                        .addParam("id", bank)
                        .addParam("columns", json(columns))
                        .execute()
                > 0;
    }

    long add(int bank, String fileName, int lines) {
        return db.execute()
                .createQuery(ADD)
                .addParam("bank", bank)
                .addParam("name", fileName)
                .addParam("lines", lines)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    void done(long id, int added, List<Fault> faults) {
        db.execute()
                .createUpdate(DONE)
                .addParam("id", id)
                .addParam("added", added)
                .addParam("faults", json(faults))
                .execute();
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("what this store wrote", e);
        }
    }

    private static Statement statement(DbRow from) {
        Row row = new Row(from);
        return new Statement(
                row.number("id"),
                new BankAccount(
                        row.integer("bank"), row.number("bank_version"), row.text("bank_name")),
                row.text("file_name"),
                row.integer("lines"),
                row.integer("added"),
                read(row.text("faults"), new TypeReference<List<Fault>>() {}),
                row.time("made"),
                row.text("made_by"));
    }
}
