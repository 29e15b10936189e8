package io.lastmile.core.tickets;

import io.lastmile.core.platform.Outbox;
import java.time.Clock;

/// What the room's work is done with. All want a unit of work around them.
record TicketStores(
        Tickets tickets,
        TicketMessages messages,
        TicketTypes types,
        TicketCalendar calendar,
        TicketRoom.Below others,
        Outbox outbox,
        Clock clock) {
    TicketFlow flow(boolean always) {
        return new TicketFlow(clock.instant(), calendar.rule(always));
    }
}
