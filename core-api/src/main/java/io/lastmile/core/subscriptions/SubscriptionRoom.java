package io.lastmile.core.subscriptions;

import io.lastmile.core.ledger.Proofs.Claim;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.lines.PlanKeeper;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

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
    private final SubscriptionViews views;
    private final List<Consumer<Routes>> routes;

    public SubscriptionRoom(Platform platform, Plans plans, LineStores lines, ZoneId zone) {
        this.stores = SubscriptionStores.of(platform, plans, lines, zone);
        var work = new ChangeWork(stores);
        var due = new DueWork(stores, work);
        var db = platform.database().client();
        var agenda = new Agenda(db, platform.clock());
        var states = new CycleStates(db);
        var doors = new Doors(stores, due, new Doors.Many(states, agenda), platform.meters());
        var batch = new EntitlementBatch(db, platform.clock());
        this.desk = new SubscriptionDesk(stores, doors, due, work);
        this.time = new TimeDesk(stores, batch, doors);
        this.changes = new ChangeDesk(stores, doors, work);
        this.cycles = new Cycles(stores, states, batch, doors);
        this.job = new SubscriptionJob(platform.database(), stores, agenda, doors);
        this.ears = new LineEars(db, stores, desk, doors);
        this.views =
                new SubscriptionViews(
                        new Summaries(db, stores), new Timelines(db), new Quotes(stores, work));
        this.routes =
                List.of(
                        new SubscriptionRoutes(platform.database(), desk, views)::routes,
                        new ChangeRoutes(platform.database(), changes, views)::routes);
        platform.jobs().add("subscriptions", EVERY, job::run);
    }

    /// Reads.
    public SubscriptionStores stores() {
        return stores;
    }

    /// What people read, for pages.
    public SubscriptionViews views() {
        return views;
    }

    public void routes(Routes to) {
        routes.forEach(part -> part.accept(to));
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
