package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.CustomerErased;
import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.ZoneId;

/// The room's parts, wired.
public final class TicketRoom {
    private final TicketStores stores;
    private final TicketParts parts;
    private final TicketRoutes routes;
    private final TicketWorkRoutes work;
    private final TicketSettingRoutes settings;
    private final OwnTicketRoutes own;
    private final HappeningSource happenings;
    private final TicketDeadlines deadlines;

    /// Rooms below whose rows tickets name.
    public record Below(
            io.lastmile.core.identity.Accounts accounts,
            io.lastmile.core.customers.Customers customers,
            io.lastmile.core.lines.Lines lines,
            io.lastmile.core.alarms.Alarms alarms) {}

    public TicketRoom(Platform platform, Below below, ZoneId zone) {
        DbClient db = platform.database().client();
        var tickets = new Tickets(db, platform.clock(), zone);
        this.stores =
                new TicketStores(
                        tickets,
                        new TicketMessages(db, platform.clock()),
                        new TicketTypes(db, platform.clock()),
                        new TicketCalendar(db, zone),
                        below,
                        platform.outbox(),
                        platform.clock());
        var desk = new TicketDesk(stores, platform.meters());
        this.parts =
                new TicketParts(
                        platform.database(),
                        new TicketList(db, platform.clock()),
                        desk,
                        new TicketMoves(stores, desk),
                        stores.messages(),
                        stores.types(),
                        stores.calendar(),
                        new TicketSchedule(stores),
                        new CannedReplies(db, platform.clock()),
                        tickets::find,
                        below.accounts(),
                        platform.clock());
        var retention = new TicketRetention(platform, stores.calendar());
        retention.jobs(platform.jobs());
        this.deadlines = new TicketDeadlines(platform.database(), stores, platform.meters());
        deadlines.jobs(platform.jobs());
        this.routes = new TicketRoutes(parts);
        this.work = new TicketWorkRoutes(parts);
        this.settings = new TicketSettingRoutes(parts, retention);
        this.own = new OwnTicketRoutes(parts);
        this.happenings = TicketHappenings.in(db);
        platform.outbox()
                .listen(
                        new Listener("tickets")
                                .on(TicketReplied.class, this::heardElsewhere)
                                .on(
                                        CustomerErased.class,
                                        heard -> retention.forget(heard.event().customer())));
    }

    /// Who wrote about a ticket that lives on in another one woke that one.
    private void heardElsewhere(Heard<TicketReplied> heard) {
        if (!heard.event().byCustomer() || heard.event().mergedInto() == 0) {
            return;
        }
        stores.tickets()
                .lock(heard.event().mergedInto())
                .filter(ticket -> ticket.state().live())
                .ifPresent(ticket -> {
                    TicketFlow flow = stores.flow(ticket.clocks().always());
                    boolean wakes = ticket.state() == TicketState.WAITING_CUSTOMER;
                    Ticket next = wakes ? flow.to(ticket, TicketState.OPEN) : ticket;
                    stores.tickets().save(next.said(Ticket.Side.CUSTOMER, heard.time()));
                    stores.messages().event(ticket.id(), "heard", heard.event().ticket().number());
                });
    }

    public TicketParts parts() {
        return parts;
    }

    /// Warns, breaks promises and closes what is due now, for who moves time by hand; how many
    /// tickets that touched.
    public long watchDeadlines() {
        return deadlines.pass();
    }

    /// What happened to customers' tickets, for their timelines.
    public HappeningSource happenings() {
        return happenings;
    }

    public void routes(Routes to) {
        routes.routes(to);
        work.routes(to);
        settings.routes(to);
        own.routes(to);
    }
}
