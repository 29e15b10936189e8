package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/// What a room's tables say of a customer, for the timeline: a query that takes `customer`,
/// `before` and `rows` and answers the newest first.
public final class StoredHappenings implements HappeningSource {
    private final DbClient db;
    private final String sql;
    private final Function<Row, Happening> happening;

    public StoredHappenings(DbClient db, String sql, Function<Row, Happening> happening) {
        this.db = db;
        this.sql = sql;
        this.happening = happening;
    }

    @Override
    public List<Happening> of(int customer, Instant before, int limit) {
        return db.execute()
                .createQuery(sql)
                .addParam("customer", customer)
                .addParam("before", before.atOffset(ZoneOffset.UTC))
                .addParam("rows", limit)
                .execute()
                .map(row -> happening.apply(new Row(row)))
                .toList();
    }
}
