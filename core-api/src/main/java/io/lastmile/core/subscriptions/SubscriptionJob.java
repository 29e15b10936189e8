package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Database;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// Looks every minute for subscriptions whose pauses, changes and ends are due, and lets each have
/// them in a unit of work of its own. Killed anywhere, it goes on with what is left.
final class SubscriptionJob {
    private static final Logger LOG = System.getLogger(SubscriptionJob.class.getName());
    private static final int ROWS_MAX = 500;

    private final Database database;
    private final SubscriptionStores stores;
    private final Agenda agenda;
    private final Doors doors;

    SubscriptionJob(Database database, SubscriptionStores stores, Agenda agenda, Doors doors) {
        this.database = database;
        this.stores = stores;
        this.agenda = agenda;
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
        return database.read(() -> agenda.after(after, stores.today(), ROWS_MAX));
    }
}
