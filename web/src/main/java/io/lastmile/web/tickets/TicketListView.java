package io.lastmile.web.tickets;

import io.lastmile.core.tickets.TicketList;
import io.lastmile.core.tickets.TicketQueue;
import java.util.List;

/// The list of tickets with its filters.
public record TicketListView(
        List<TicketItem> items,
        String more,
        TicketList.Filter filter,
        List<Queue> chips,
        List<TicketQueue> queues,
        List<TicketView.Option> workers) {
    /// A filter that many use, and how many tickets wait behind it.
    public record Queue(String name, String path, int live, boolean current) {}

    public TicketListView {
        items = List.copyOf(items);
        chips = List.copyOf(chips);
        queues = List.copyOf(queues);
        workers = List.copyOf(workers);
    }
}
