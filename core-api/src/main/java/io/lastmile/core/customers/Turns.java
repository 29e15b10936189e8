package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;

/// Who looks at what a customer has before adding to it does so one after the other. Call it within
/// a unit of work, at whose end the turn ends.
final class Turns {
    private static final String TAKE =
            "select pg_advisory_xact_lock(hashtext('core.customer'), :customer)";

    private final DbClient db;

    Turns(DbClient db) {
        this.db = db;
    }

    void take(int customer) {
        db.execute().createGet(TAKE).addParam("customer", customer).execute();
    }
}
