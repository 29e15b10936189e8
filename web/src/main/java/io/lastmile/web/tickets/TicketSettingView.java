package io.lastmile.web.tickets;

import io.lastmile.core.tickets.CannedReply;
import io.lastmile.core.tickets.TicketCalendar;
import io.lastmile.core.tickets.TicketQueue;
import io.lastmile.core.tickets.TicketSettings;
import io.lastmile.core.tickets.TicketType;
import io.lastmile.web.TypedForm;
import java.util.List;

/// All that can be set about tickets.
public record TicketSettingView(
        TicketSettings settings,
        List<Day> days,
        long weekVersion,
        List<TicketCalendar.Holiday> holidays,
        List<TicketType> types,
        List<TicketQueue> queues,
        List<Goal> goals,
        List<CannedReply> canned,
        TypedForm form) {
    /// `id` is the field's name; both hours are empty on a day off.
    public record Day(String id, String name, String opens, String closes) {}

    public record Goal(String type, String priority, String reply, String solve) {}

    public TicketSettingView {
        days = List.copyOf(days);
        holidays = List.copyOf(holidays);
        types = List.copyOf(types);
        queues = List.copyOf(queues);
        goals = List.copyOf(goals);
        canned = List.copyOf(canned);
    }
}
