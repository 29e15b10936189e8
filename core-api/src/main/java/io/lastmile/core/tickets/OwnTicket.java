package io.lastmile.core.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A ticket as its customer sees it: who of the staff works on it stays among them, as do notes.
public record OwnTicket(
        int id,
        String number,
        String subject,
        int type,
        TicketState state,
        Instant opened,
        Instant said,
        Ticket.Side saidBy,
        Optional<Instant> resolved,
        Optional<Instant> closed,
        Optional<Ticket.Rating> rating,
        boolean takesReplies) {
    /// Something that was said; `mine` by the customer.
    public record Said(long id, Instant time, boolean mine, String text, List<Long> pictures) {
        public Said {
            pictures = List.copyOf(pictures);
        }
    }

    /// With what was said, oldest first.
    public record Detail(OwnTicket ticket, List<Said> messages) {
        public Detail {
            messages = List.copyOf(messages);
        }
    }

    static OwnTicket of(Ticket ticket, boolean takesReplies) {
        return new OwnTicket(
                ticket.id(),
                ticket.number(),
                ticket.facts().subject(),
                ticket.facts().type(),
                ticket.state(),
                ticket.times().opened(),
                ticket.times().said(),
                ticket.standing().saidBy(),
                ticket.times().resolved(),
                ticket.times().closed(),
                ticket.rating(),
                takesReplies);
    }
}
