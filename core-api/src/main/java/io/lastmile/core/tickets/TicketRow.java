package io.lastmile.core.tickets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Tickets as rows and back. What is written goes as one JSON object, where absent is null.
final class TicketRow {
    private TicketRow() {}

    static Ticket ticket(Row row) {
        return new Ticket(
                row.integer("id"),
                row.number("version"),
                row.text("number"),
                row.integer("customer"),
                facts(row),
                standing(row),
                new Ticket.Clocks(row.flag("always"), promise(row, "reply"), promise(row, "solve")),
                times(row),
                row.optionalInteger("rating")
                        .map(stars -> new Ticket.Rating(stars, row.text("rating_text"))));
    }

    private static Ticket.Facts facts(Row row) {
        return new Ticket.Facts(
                row.text("subject"),
                row.integer("type"),
                row.integer("queue"),
                Priority.of(row.text("priority")),
                row.optionalInteger("line"),
                row.optionalNumber("alarm"));
    }

    private static Ticket.Standing standing(Row row) {
        return new Ticket.Standing(
                TicketState.of(row.text("state")),
                Ticket.Channel.valueOf(upper(row.text("channel"))),
                row.optionalInteger("assignee"),
                row.optionalInteger("merged_into"),
                Ticket.Side.valueOf(upper(row.text("said_by"))));
    }

    private static Ticket.Times times(Row row) {
        return new Ticket.Times(
                row.time("opened"),
                row.text("opened_by"),
                row.time("changed"),
                row.text("changed_by"),
                row.time("said"),
                row.optionalTime("resolved"),
                row.optionalTime("closed"));
    }

    private static Promise promise(Row row, String name) {
        Optional<Integer> left = row.optionalInteger(name + "_left");
        return new Promise(
                row.integer(name + "_minutes"),
                row.optionalTime(name + "_due"),
                left.isPresent() ? OptionalInt.of(left.get()) : OptionalInt.empty(),
                row.optionalTime(name + "_warn"),
                row.optionalTime(name + "_warned"),
                row.optionalTime(name + "_breached"),
                row.optionalTime(name + "_met"));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    /// All that a change may change.
    static ObjectNode json(Ticket ticket) {
        Ticket.Facts facts = ticket.facts();
        Ticket.Standing standing = ticket.standing();
        ObjectNode row = Json.MAPPER.createObjectNode();
        row.put("subject", facts.subject())
                .put("type", facts.type())
                .put("queue", facts.queue())
                .put("priority", facts.priority().word())
                .put("state", standing.state().word())
                .put("said_by", Fields.nameOf(standing.saidBy()))
                .put("said", ticket.times().said().toString())
                .put("always", ticket.clocks().always())
                .put("rating_text", ticket.rating().map(Ticket.Rating::text).orElse(""));
        facts.line().ifPresent(line -> row.put("line", line));
        facts.alarm().ifPresent(alarm -> row.put("alarm", alarm));
        standing.assignee().ifPresent(account -> row.put("assignee", account));
        standing.mergedInto().ifPresent(into -> row.put("merged_into", into));
        ticket.rating().ifPresent(rating -> row.put("rating", rating.stars()));
        put(row, "resolved", ticket.times().resolved());
        put(row, "closed", ticket.times().closed());
        put(row, "reply", ticket.clocks().reply());
        put(row, "solve", ticket.clocks().solve());
        return row;
    }

    private static void put(ObjectNode row, String name, Promise promise) {
        row.put(name + "_minutes", promise.minutes());
        promise.left().ifPresent(left -> row.put(name + "_left", left));
        put(row, name + "_due", promise.due());
        put(row, name + "_warn", promise.warn());
        put(row, name + "_warned", promise.warned());
        put(row, name + "_breached", promise.breached());
        put(row, name + "_met", promise.met());
    }

    private static void put(ObjectNode row, String name, Optional<Instant> time) {
        time.ifPresent(instant -> row.put(name, instant.toString()));
    }
}
