package io.lastmile.core.subscriptions;

import io.lastmile.core.lines.LineStores;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Platform;
import java.time.Duration;
import java.time.ZoneId;

/// The room's parts, wired. Desks and stores want a unit of work around them.
public final class SubscriptionRoom {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final SubscriptionStores stores;
    private final SubscriptionDesk desk;
    private final TimeDesk time;
    private final ChangeDesk changes;
    private final SubscriptionJob job;

    public SubscriptionRoom(Platform platform, Plans plans, LineStores lines, ZoneId zone) {
        this.stores = SubscriptionStores.of(platform, plans, lines, zone);
        var work = new ChangeWork(stores);
        var due = new DueWork(stores, work);
        var doors = new Doors(stores, due, platform.meters());
        this.desk = new SubscriptionDesk(stores, doors, due, work);
        this.time = new TimeDesk(stores, doors);
        this.changes = new ChangeDesk(stores, doors, work);
        this.job = new SubscriptionJob(platform.database(), stores, doors);
        platform.jobs().add("subscriptions", EVERY, job::run);
    }

    /// Reads.
    public SubscriptionStores stores() {
        return stores;
    }

    /// Begins, pauses and ends services.
    public SubscriptionDesk desk() {
        return desk;
    }

    /// Sells and takes back time.
    public TimeDesk time() {
        return time;
    }

    /// Changes plans.
    public ChangeDesk changes() {
        return changes;
    }

    /// Does what is due now; for tests that move the clock by hand.
    SubscriptionJob job() {
        return job;
    }
}
