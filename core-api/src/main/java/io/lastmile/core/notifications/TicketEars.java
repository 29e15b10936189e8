package io.lastmile.core.notifications;

import io.lastmile.core.customers.Customers;
import io.lastmile.core.identity.Account;
import io.lastmile.core.identity.Accounts;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Role;
import io.lastmile.core.tickets.TicketAssigned;
import io.lastmile.core.tickets.TicketBreached;
import io.lastmile.core.tickets.TicketMerged;
import io.lastmile.core.tickets.TicketOpened;
import io.lastmile.core.tickets.TicketRef;
import io.lastmile.core.tickets.TicketReopened;
import io.lastmile.core.tickets.TicketReplied;
import io.lastmile.core.tickets.TicketResolved;
import io.lastmile.core.tickets.TicketWarned;
import io.lastmile.core.tickets.TicketsErased;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
                        heard -> staff(heard, Cause.TICKET_BREACHED, heard.event().ticket()))
                .on(
                        TicketWarned.class,
                        heard -> staff(heard, Cause.TICKET_WARNED, heard.event().ticket()))
                .on(
                        TicketReopened.class,
                        heard -> staff(heard, Cause.TICKET_REOPENED, heard.event().ticket()))
                .on(TicketMerged.class, this::merged);
    }

    private void erased(Heard<TicketsErased> heard) {
        postbox.forget(heard.event().tickets().stream().map(id -> STAFF_PATH + id).toList());
    }

    private void replied(Heard<TicketReplied> heard) {
        if (heard.event().byCustomer()) {
            staff(heard, Cause.TICKET_ANSWERED, heard.event().ticket());
        } else {
            customer(heard, Cause.TICKET_REPLIED, heard.event().ticket());
        }
    }

    /// Customers hear when the ticket is resolved that theirs lives on in.
    private void merged(Heard<TicketMerged> heard) {
        TicketRef ticket = heard.event().ticket();
        String into = heard.event().intoNumber();
        assignee(heard, ticket)
                .ifPresent(account ->
                        postbox.post(
                                new Postbox.Occasion(
                                        Cause.TICKET_MERGED,
                                        "event:" + heard.id(),
                                        STAFF_PATH + heard.event().into(),
                                        _ ->
                                                Map.of(
                                                        "ticket", ticket.number(),
                                                        "subject", ticket.subject(),
                                                        "into", into)),
                                Recipient.of(account)));
    }

    private void customer(Heard<?> heard, Cause cause, TicketRef ticket) {
        customers
                .find(ticket.customer())
                .filter(customer -> customer.closed().isEmpty())
                .ifPresent(customer ->
                        postbox.post(
                                occasion(heard, cause, CUSTOMER_PATH, ticket),
                                Recipient.of(customer)));
    }

    private void assignee(Heard<?> heard, Cause cause, TicketRef ticket) {
        assignee(heard, ticket)
                .ifPresent(account ->
                        postbox.post(
                                occasion(heard, cause, STAFF_PATH, ticket), Recipient.of(account)));
    }

    private Optional<Account> assignee(Heard<?> heard, TicketRef ticket) {
        return working(ticket).filter(account -> !account.login().equals(heard.actor()));
    }

    private Optional<Account> working(TicketRef ticket) {
        return accounts.find(ticket.assignee()).filter(account -> account.disabled().isEmpty());
    }

    /// Who works on it; while nobody does, those who hand out work, and if there are none of them
    /// either, who runs the ISP.
    private void staff(Heard<?> heard, Cause cause, TicketRef ticket) {
        List<Account> readers = working(ticket).map(List::of).orElseGet(this::office);
        readers.stream()
                .filter(account -> !account.login().equals(heard.actor()))
                .forEach(account ->
                        postbox.post(
                                occasion(heard, cause, STAFF_PATH, ticket), Recipient.of(account)));
    }

    private List<Account> office() {
        List<Account> desk = accounts.working(Set.of(Role.FIELD_MANAGER, Role.SUPPORT));
        return desk.isEmpty() ? accounts.working(Set.of(Role.OWNER, Role.ADMIN)) : desk;
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
