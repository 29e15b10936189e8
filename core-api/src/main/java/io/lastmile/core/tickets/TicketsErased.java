package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;
import java.util.List;

/// What somebody wrote in these tickets is forgotten; what was told about them should be too.
public record TicketsErased(List<Integer> tickets) implements DomainEvent {
    public TicketsErased {
        tickets = List.copyOf(tickets);
    }
}
