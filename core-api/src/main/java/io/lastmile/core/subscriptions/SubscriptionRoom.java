package io.lastmile.core.subscriptions;

import io.lastmile.core.ledger.Proofs.Claim;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.lines.PlanKeeper;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Listener;
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
    private final Cycles cycles;
    private final SubscriptionJob job;
    private final LineEars ears;

    public SubscriptionRoom(Platform platform, Plans plans, LineStores lines, ZoneId zone) {
        this.stores = SubscriptionStores.of(platform, plans, lines, zone);
        var work = new ChangeWork(stores);
        var due = new DueWork(stores, work);
        var doors = new Doors(stores, due, platform.meters());
        this.desk = new SubscriptionDesk(stores, doors, due, work);
        this.time = new TimeDesk(stores, doors);
        this.changes = new ChangeDesk(stores, doors, work);
        var agenda = new Agenda(platform.database().client(), platform.clock());
        this.cycles = Cycles.of(platform, stores, agenda, doors);
        this.job = new SubscriptionJob(platform.database(), stores, agenda, doors);
        this.ears = new LineEars(platform.database().client(), stores, desk, doors);
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

    /// Sells the periods of many postpaid services at once.
    public Cycles cycles() {
        return cycles;
    }

    /// Changes plans.
    public ChangeDesk changes() {
        return changes;
    }

    /// Whose plan is changed here alone.
    public PlanKeeper keeper() {
        return stores.subscriptions()::running;
    }

    /// Hears what becomes of lines.
    public Listener listener() {
        return ears.listener();
    }

    /// What the proof of the books looks at here.
    public Claim claim() {
        return LineEars.CLAIM;
    }

    /// Does what is due now; for tests that move the clock by hand.
    SubscriptionJob job() {
        return job;
    }
}
