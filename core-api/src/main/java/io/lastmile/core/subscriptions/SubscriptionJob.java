package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Row;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneOffset;
import java.util.List;

/// Looks every minute for subscriptions whose pauses, changes and ends are due, and lets each have
/// them in a unit of work of its own. Killed anywhere, it goes on with what is left.
final class SubscriptionJob {
    private static final Logger LOG = System.getLogger(SubscriptionJob.class.getName());
    private static final int ROWS_MAX = 500;

    /// Those of all kinds whose day has come, each once.
    private static final String DUE =
            """
            select s.id
            from core.subscription as s
            where s.ended is null and s.id > :after
              and (exists (select from core.termination as t
                           where t.subscription = s.id and t.settled is null
                             and t.day <= cast(:today as date))
                   or exists (select from core.subscription_pause as p
                              where p.subscription = s.id and p.resumed is null
                                and (p.begun is null and p.from_day <= cast(:today as date)
                                     or p.until_day <= cast(:today as date)))
                   or exists (select from core.plan_change as c
                              where c.subscription = s.id and c.settled is null
                                and (c.expires <= :now or c.day <= cast(:today as date)
                                     and c.mode = 'period-end')))
            order by s.id limit :rows
            """;

    private final Database database;
    private final SubscriptionStores stores;
    private final Doors doors;

    SubscriptionJob(Database database, SubscriptionStores stores, Doors doors) {
        this.database = database;
        this.stores = stores;
        this.doors = doors;
    }

    void run() {
        int after = 0;
        List<Integer> due = due(after);
        while (!due.isEmpty()) {
            for (int id : due) {
                settle(id);
                after = id;
            }
            due = due(after);
        }
    }

    /// One that fails is told and tried again at the next run; it keeps nobody else waiting.
    private void settle(int id) {
        try {
            database.transact(() -> doors.open(id).isPresent());
        } catch (RuntimeException e) {
            doors.failed();
            LOG.log(Level.ERROR, "subscription %d: what is due failed".formatted(id), e);
        }
    }

    private List<Integer> due(int after) {
        DbClient db = database.client();
        return database.read(() ->
                db.execute()
                        .createQuery(DUE)
                        .addParam("after", after)
                        .addParam("today", stores.today().toString())
                        .addParam("now", stores.days().clock().instant().atOffset(ZoneOffset.UTC))
                        .addParam("rows", ROWS_MAX)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList());
    }
}
