package io.lastmile.core.dunning;

import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/// The room's parts, wired.
public final class DunningRoom {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final DunningStores stores;
    private final DunningDesk desk;
    private final DunningDesks desks;
    private final DunningJob job;
    private final ReminderJob reminders;
    private final List<Consumer<Routes>> routes;
    private final HappeningSource happenings;
    private final Outbox outbox;

    public DunningRoom(Platform platform, ZoneId zone) {
        this.stores = DunningStores.of(platform, zone);
        this.desk = new DunningDesk(stores);
        this.desks = new DunningDesks(new MercyDesk(stores, desk), new RuleDesk(stores));
        this.job = new DunningJob(stores, desk);
        var database = platform.database();
        this.reminders =
                new ReminderJob(stores, new Reminders(database.client(), platform.clock()));
        this.routes =
                List.of(
                        new DunningRoutes(database, desks, stores)::routes,
                        new MercyRoutes(database, desks, stores)::routes);
        this.happenings = DunningHappenings.in(database.client());
        this.outbox = platform.outbox();
        outbox.listen(new DunningEars(stores, desk).listener());
        platform.jobs().add("dunning", EVERY, job::run);
        platform.jobs().add("reminders", EVERY, reminders::run);
    }

    /// Reads; they want a unit of work around them.
    public DunningStores stores() {
        return stores;
    }

    /// For pages.
    public DunningDesks desks() {
        return desks;
    }

    /// For customers' timelines.
    public HappeningSource happenings() {
        return happenings;
    }

    public void routes(Routes to) {
        routes.forEach(part -> part.accept(to));
    }

    /// What happened until the end of this unit of work is no reason to look at somebody; whoever
    /// was not looked at yet is, by the clock.
    public void skipPast() {
        outbox.skip(DunningEars.LISTENER);
    }

    /// Payments on their way, of the room that takes them. Before the jobs start.
    public void connect(Covers covers) {
        stores.dossiers().connect(covers);
    }

    DunningDesk desk() {
        return desk;
    }

    DunningJob job() {
        return job;
    }

    ReminderJob reminders() {
        return reminders;
    }
}
