package io.lastmile.web.tickets;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.tickets.OwnTicket;
import io.lastmile.core.tickets.Ticket;
import io.lastmile.core.tickets.TicketState;
import io.lastmile.core.tickets.TicketTypes;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.util.List;

/// A customer's tickets in its own words.
final class OwnTicketWords {
    private final Texts texts;
    private final TicketWords words;

    OwnTicketWords(Texts texts, Instant now, TicketTypes types) {
        this.texts = texts;
        this.words = new TicketWords(texts, now, types);
    }

    OwnTicketView card(OwnTicket ticket) {
        return view(ticket, List.of());
    }

    OwnTicketView page(OwnTicket.Detail detail) {
        return view(
                detail.ticket(),
                detail.messages().stream()
                        .map(said ->
                                new OwnTicketView.Said(
                                        said.mine(),
                                        words.moment(said.time()),
                                        said.text(),
                                        said.pictures()))
                        .toList());
    }

    private OwnTicketView view(OwnTicket ticket, List<OwnTicketView.Said> said) {
        TicketState state = shown(ticket);
        boolean answered = state.live() && ticket.saidBy() == Ticket.Side.STAFF;
        return new OwnTicketView(
                ticket.id(),
                ticket.number(),
                ticket.subject(),
                words.type(ticket.type()),
                texts.of("own.state." + Fields.nameOf(state)),
                tone(state),
                icon(state),
                texts.of("own.says." + Fields.nameOf(state)),
                texts.of(
                        answered ? "own.answered" : "own.opened",
                        "time",
                        words.moment(answered ? ticket.said() : ticket.opened())),
                ticket.takesReplies(),
                !state.live() && state != TicketState.MERGED,
                ticket.rating().map(Ticket.Rating::stars).orElse(0),
                said);
    }

    /// A merged one is being worked on, in another's place, until that is solved.
    private static TicketState shown(OwnTicket ticket) {
        return ticket.state() == TicketState.MERGED
                ? ticket.resolved().isPresent() ? TicketState.RESOLVED : TicketState.OPEN
                : ticket.state();
    }

    private static String tone(TicketState state) {
        return switch (state) {
            case RESOLVED, CLOSED -> "online";
            case WAITING_CUSTOMER -> "suspended";
            case NEW, OPEN, WAITING_THIRD, MERGED -> "";
        };
    }

    private static String icon(TicketState state) {
        return switch (state) {
            case RESOLVED, CLOSED -> "circle-check";
            case WAITING_CUSTOMER -> "circle-help";
            case NEW, OPEN, WAITING_THIRD, MERGED -> "clock";
        };
    }
}
