package io.lastmile.core.tickets;

import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import java.util.Set;

/// Where a ticket is in its life, and where it may go from there.
public enum TicketState {
    /// Nobody answered yet.
    NEW,
    OPEN,
    /// The clock stands: the customer has to answer.
    WAITING_CUSTOMER,
    /// A supplier or an authority has to do something; the clock runs on.
    WAITING_THIRD,
    RESOLVED,
    CLOSED,
    /// It lives on in another ticket.
    MERGED;

    /// By hand of staff; merging and splitting have rules of their own.
    Set<TicketState> moves() {
        return switch (this) {
            case NEW, OPEN, WAITING_CUSTOMER, WAITING_THIRD ->
                    without(Set.of(OPEN, WAITING_CUSTOMER, WAITING_THIRD, RESOLVED));
            case RESOLVED -> Set.of(OPEN, CLOSED);
            case CLOSED -> Set.of(OPEN);
            case MERGED -> Set.of();
        };
    }

    private Set<TicketState> without(Set<TicketState> all) {
        return all.stream()
                .filter(state -> state != this)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    public boolean allows(TicketState next) {
        return moves().contains(next);
    }

    /// Somebody has to do something about it.
    public boolean live() {
        return switch (this) {
            case NEW, OPEN, WAITING_CUSTOMER, WAITING_THIRD -> true;
            case RESOLVED, CLOSED, MERGED -> false;
        };
    }

    /// Time counts against us.
    boolean runs() {
        return live() && this != WAITING_CUSTOMER;
    }

    String word() {
        return Fields.nameOf(this);
    }

    static TicketState of(String word) {
        return EnumNames.constant(TicketState.class, word);
    }
}
