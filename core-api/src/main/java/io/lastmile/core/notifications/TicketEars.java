package io.lastmile.core.notifications;

import io.lastmile.core.customers.Customers;
import io.lastmile.core.identity.Accounts;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.tickets.TicketAssigned;
import io.lastmile.core.tickets.TicketBreached;
import io.lastmile.core.tickets.TicketOpened;
import io.lastmile.core.tickets.TicketRef;
import io.lastmile.core.tickets.TicketReplied;
import io.lastmile.core.tickets.TicketResolved;
import io.lastmile.core.tickets.TicketsErased;
import java.util.Map;

/// Tickets: their customers hear of what concerns them, staff of what is theirs to do. Nobody hears
/// of their own words.
final class TicketEars {
    private static final String STAFF_PATH = "/tickets/";
    private static final String CUSTOMER_PATH = "/portal/tickets/";

    private final Customers customers;
    private final Accounts accounts;
    private final Postbox postbox;

    TicketEars(Customers customers, Accounts accounts, Postbox postbox) {
        this.customers = customers;
        this.accounts = accounts;
        this.postbox = postbox;
    }

    Listener on(Listener listener) {
        return listener.on(TicketsErased.class, this::erased)
                .on(
                        TicketOpened.class,
                        heard -> customer(heard, Cause.TICKET_OPENED, heard.event().ticket()))
                .on(TicketReplied.class, this::replied)
                .on(
                        TicketResolved.class,
                        heard -> customer(heard, Cause.TICKET_RESOLVED, heard.event().ticket()))
                .on(
                        TicketAssigned.class,
                        heard -> assignee(heard, Cause.TICKET_ASSIGNED, heard.event().ticket()))
                .on(
                        TicketBreached.class,
                        heard -> assignee(heard, Cause.TICKET_BREACHED, heard.event().ticket()));
    }

    private void erased(Heard<TicketsErased> heard) {
        postbox.forget(heard.event().tickets().stream().map(id -> STAFF_PATH + id).toList());
    }

    private void replied(Heard<TicketReplied> heard) {
        if (!heard.event().byCustomer()) {
            customer(heard, Cause.TICKET_REPLIED, heard.event().ticket());
        }
    }

    private void customer(Heard<?> heard, Cause cause, TicketRef ticket) {
        customers
                .find(ticket.customer())
                .ifPresent(customer ->
                        postbox.post(
                                occasion(heard, cause, CUSTOMER_PATH, ticket),
                                Recipient.of(customer)));
    }

    private void assignee(Heard<?> heard, Cause cause, TicketRef ticket) {
        accounts.find(ticket.assignee())
                .filter(account -> account.disabled().isEmpty())
                .filter(account -> !account.login().equals(heard.actor()))
                .ifPresent(account ->
                        postbox.post(
                                occasion(heard, cause, STAFF_PATH, ticket), Recipient.of(account)));
    }

    private static Postbox.Occasion occasion(
            Heard<?> heard, Cause cause, String path, TicketRef ticket) {
        return new Postbox.Occasion(
                cause,
                "event:" + heard.id(),
                path + ticket.id(),
                _ -> Map.of("ticket", ticket.number(), "subject", ticket.subject()));
    }
}
