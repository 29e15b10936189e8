package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// How many rows at once go to the database and what they are called there.
final class Bulk {
    private static final String NEXT =
            """
            select nextval(pg_get_serial_sequence(:table, 'id')) as id
            from generate_series(1, :count)
            """;

    private Bulk() {}

    /// Bulk for rows that are about to be added, smallest first.
    static List<Long> ids(DbClient db, String table, int count) {
        return db.execute()
                .createQuery(NEXT)
                .addParam("table", table)
                .addParam("count", count)
                .execute()
                .map(row -> new Row(row).number("id"))
                .sorted()
                .toList();
    }

    /// `{1,2,3}`, to be cast to an array.
    static String array(List<? extends Number> ids) {
        return ids.stream().map(Number::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /// For `jsonb_to_recordset`.
    static String rows(Object rows) {
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }
}
