package io.lastmile.core.tickets;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A ticket in a list. A technician sees no name of a customer, a reseller none of an account: they
/// are empty there. `due` is the nearer of the promises whose clocks run.
public record TicketLine(
        int id,
        long version,
        String number,
        String subject,
        Person customer,
        int type,
        int queue,
        Priority priority,
        TicketState state,
        Optional<Integer> assignee,
        String assigneeName,
        Instant opened,
        Instant said,
        Ticket.Side saidBy,
        Optional<Instant> due,
        boolean breached) {
    public record Person(int id, String number, String name, String nameBn) {}

    static TicketLine of(Row row) {
        return new TicketLine(
                row.integer("id"),
                row.number("version"),
                row.text("number"),
                row.text("subject"),
                new Person(
                        row.integer("customer"),
                        row.text("customer_number"),
                        row.text("customer_name"),
                        row.text("customer_name_bn")),
                row.integer("type"),
                row.integer("queue"),
                Priority.of(row.text("priority")),
                TicketState.of(row.text("state")),
                row.optionalInteger("assignee"),
                row.text("assignee_name"),
                row.time("opened"),
                row.time("said"),
                Ticket.Side.valueOf(row.text("said_by").toUpperCase(Locale.ROOT)),
                row.optionalTime("due"),
                row.flag("breached"));
    }
}
