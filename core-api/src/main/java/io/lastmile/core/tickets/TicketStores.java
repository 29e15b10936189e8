package io.lastmile.core.tickets;

import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.identity.Accounts;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.platform.Outbox;
import java.time.Clock;

/// What the room's work is done with. All want a unit of work around them.
record TicketStores(
        Tickets tickets,
        TicketMessages messages,
        TicketTypes types,
        TicketCalendar calendar,
        Others others,
        Outbox outbox,
        Clock clock) {
    /// Rooms below whose rows a ticket names.
    record Others(Accounts accounts, Customers customers, Lines lines, Alarms alarms) {}

    TicketFlow flow(boolean always) {
        return new TicketFlow(clock.instant(), calendar.rule(always));
    }
}
