package io.lastmile.core.tickets;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Problem;
import java.util.List;

/// A customer's own tickets. Row-level security shows it no other; asking here for its own keeps
/// staff, who see all, from taking somebody's for theirs. Call it within a unit of work.
public final class OwnTickets {
    private final TicketParts parts;

    public OwnTickets(TicketParts parts) {
        this.parts = parts;
    }

    /// Newest first.
    public Page<OwnTicket> page(Page.Request request) {
        Page<TicketLine> lines = parts.list().page(TicketList.Filter.ofCustomer(self()), request);
        List<OwnTicket> own = lines.items().stream().map(line -> of(line.id())).toList();
        return new Page<>(own, lines.next());
    }

    private OwnTicket of(int id) {
        Ticket ticket = parts.need(id);
        return OwnTicket.of(ticket, parts.takesReplies(ticket));
    }

    public OwnTicket need(int id) {
        Ticket ticket = parts.need(id);
        if (ticket.customer() != self()) {
            throw Problem.notFound("ticket", id).refusal();
        }
        return OwnTicket.of(ticket, parts.takesReplies(ticket));
    }

    public OwnTicket.Detail detail(int id) {
        OwnTicket ticket = need(id);
        List<TicketMessages.Attachment> pictures = parts.messages().attachments(id);
        List<OwnTicket.Said> said =
                parts.messages().of(id).stream()
                        .filter(message -> !message.internal())
                        .map(message -> said(message, pictures))
                        .toList();
        return new OwnTicket.Detail(ticket, said);
    }

    private static OwnTicket.Said said(
            TicketMessages.Message message, List<TicketMessages.Attachment> pictures) {
        return new OwnTicket.Said(
                message.id(),
                message.time(),
                message.side() == Ticket.Side.CUSTOMER,
                message.text(),
                pictures.stream()
                        .filter(picture -> picture.message() == message.id())
                        .map(TicketMessages.Attachment::id)
                        .toList());
    }

    /// What customers may choose.
    public List<TicketType> types() {
        return parts.types().types().stream().filter(TicketType::offered).toList();
    }

    /// Id 0 is nobody's.
    public static int self() {
        return Actor.current().who().customer();
    }
}
