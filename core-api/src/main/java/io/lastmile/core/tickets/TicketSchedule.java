package io.lastmile.core.tickets;

import io.lastmile.core.tickets.OfficeHours.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Changes when people work, and with it what runs by that: a holiday is often announced the
/// evening before. Call it within a unit of work.
public final class TicketSchedule {
    private final TicketStores stores;

    TicketSchedule(TicketStores stores) {
        this.stores = stores;
    }

    /// All seven days; one that is not in `week` is off. `seen` is the version that was changed.
    public Filed put(Map<DayOfWeek, Span> week, long seen) {
        stores.calendar().lockHours();
        long now = TicketCalendar.version(stores.calendar().week());
        if (now != seen) {
            return new Filed.Stale(now);
        }
        var _ =
                moved(() -> {
                    stores.calendar().put(week);
                    return true;
                });
        return new Filed.Done(0, 0);
    }

    /// False if that day is one already.
    public boolean add(TicketCalendar.Holiday holiday) {
        return moved(() -> stores.calendar().add(holiday));
    }

    public boolean removeHoliday(int id) {
        return moved(() -> stores.calendar().removeHoliday(id));
    }

    private boolean moved(BooleanSupplier change) {
        OfficeHours before = stores.calendar().rule(false).hours();
        if (!change.getAsBoolean()) {
            return false;
        }
        OfficeHours after = stores.calendar().rule(false).hours();
        Instant now = stores.clock().instant();
        for (Ticket ticket : stores.tickets().running()) {
            Ticket.Clocks clocks = ticket.clocks();
            var next =
                    new Ticket.Clocks(
                            false,
                            clocks.reply().rescheduled(now, before, after),
                            clocks.solve().rescheduled(now, before, after));
            if (!next.equals(clocks)) {
                stores.tickets().save(ticket.with(next));
            }
        }
        return true;
    }
}
