package io.lastmile.core.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The audit, read only: the database writes it itself. Call it within a unit of work.
public final class AuditRows {
    private static final int WORD_LENGTH_MAX = 100;
    private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("3000-01-01T00:00:00Z");

    private static final String PAGE =
            """
            select id, time, login, role, address, relation, row_id, action,
                   cast(before as text) as before, cast(after as text) as after
            from core.audit
            where id < :before_id and time >= :from and time < :to
              and (:login = '' or login = :login)
              and (:relation = '' or relation = :relation)
              and (:row = '' or row_id = :row)
              and (:action = '' or action = :action)
            order by id desc limit :rows
            """;

    /// Empty words filter nothing.
    public record Filter(
            String login,
            String relation,
            String row,
            String action,
            Optional<Instant> from,
            Optional<Instant> to) {
        public static Filter read(Fields query) {
            return new Filter(
                    query.text("login", WORD_LENGTH_MAX, ""),
                    query.text("relation", WORD_LENGTH_MAX, ""),
                    query.text("row", WORD_LENGTH_MAX, ""),
                    query.text("action", WORD_LENGTH_MAX, ""),
                    query.time("from"),
                    query.time("to"));
        }
    }

    private final DbClient db;

    AuditRows(DbClient db) {
        this.db = db;
    }

    /// Newest first.
    public Page<AuditRow> page(Filter filter, Page.Request request) {
        List<AuditRow> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam(
                                "before_id",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("from", filter.from().orElse(EVER).atOffset(ZoneOffset.UTC))
                        .addParam("to", filter.to().orElse(NEVER).atOffset(ZoneOffset.UTC))
                        .addParam("login", filter.login())
                        .addParam("relation", filter.relation())
                        .addParam("row", filter.row())
                        .addParam("action", filter.action())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> audited(new Row(row)))
                        .toList();
        return request.page(rows, row -> Cursor.of(row.id()));
    }

    private static AuditRow audited(Row row) {
        return new AuditRow(
                row.number("id"),
                row.time("time"),
                row.text("login"),
                row.text("role"),
                row.text("address"),
                row.text("relation"),
                row.text("row_id"),
                row.text("action"),
                row.optionalText("before").map(AuditRows::json),
                row.optionalText("after").map(AuditRows::json));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit row: " + text + " (expected: JSON)", e);
        }
    }
}
