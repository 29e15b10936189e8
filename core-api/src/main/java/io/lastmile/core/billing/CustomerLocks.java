package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import java.util.List;

/// One at a time moves a customer's money: who comes later waits until the unit of work ends. It is
/// taken before a subscription's row, a counter's row and the books, always in that order, and of
/// several customers in the order of their ids.
final class CustomerLocks {
    /// Any number, so that no other room's advisory locks meet these.
    private static final int SPACE = 0x6d6f6e79;

    private static final String TAKE =
            """
            select count(pg_advisory_xact_lock(:space, c.id)) as taken
            from (select distinct w.id from unnest(cast(:ids as int[])) as w (id) order by w.id)
                as c
            """;

    private final DbClient db;

    CustomerLocks(DbClient db) {
        this.db = db;
    }

    void take(List<Integer> customers) {
        db.execute()
                .createQuery(TAKE)
                .addParam("space", SPACE)
                .addParam("ids", Bulk.array(customers))
                .execute()
                .forEach(_ -> {});
    }
}
