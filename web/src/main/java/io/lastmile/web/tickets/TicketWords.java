package io.lastmile.web.tickets;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.tickets.Promise;
import io.lastmile.core.tickets.Ticket;
import io.lastmile.core.tickets.TicketLine;
import io.lastmile.core.tickets.TicketMessages;
import io.lastmile.core.tickets.TicketQueue;
import io.lastmile.core.tickets.TicketState;
import io.lastmile.core.tickets.TicketType;
import io.lastmile.core.tickets.TicketTypes;
import io.lastmile.web.Texts;
import io.lastmile.web.tickets.TicketItem.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tickets in the reader's words.
final class TicketWords {
    /// Less than this is left: it presses.
    private static final Duration SOON = Duration.ofHours(1);

    private final Texts texts;
    private final Instant now;
    private final Map<Integer, TicketType> types;
    private final Map<Integer, TicketQueue> queues;

    TicketWords(Texts texts, Instant now, TicketTypes store) {
        this.texts = texts;
        this.now = now;
        this.types =
                store.types().stream()
                        .collect(Collectors.toMap(TicketType::id, Function.identity()));
        this.queues =
                store.queues().stream()
                        .collect(Collectors.toMap(TicketQueue::id, Function.identity()));
    }

    TicketItem item(TicketLine line) {
        return new TicketItem(
                line.id(),
                line.number(),
                line.subject(),
                line.customer().id(),
                name(line.customer().name(), line.customer().nameBn()),
                queue(line.queue()),
                type(line.type()),
                state(line.state()),
                texts.of("ticket.priority." + Fields.nameOf(line.priority())),
                line.priority().compareTo(io.lastmile.core.tickets.Priority.NORMAL) > 0,
                line.assigneeName(),
                moment(line.said()),
                line.saidBy() == Ticket.Side.CUSTOMER && line.state().live(),
                due(line.due(), line.state()));
    }

    Due due(Optional<Instant> due, TicketState state) {
        if (due.isEmpty()) {
            return state == TicketState.WAITING_CUSTOMER
                    ? new Due(texts.of("ticket.paused"), "", "circle-pause")
                    : Due.NONE;
        }
        Duration left = Duration.between(now, due.get());
        if (left.isNegative()) {
            String late = texts.of("ticket.late", "time", texts.span(left.negated()));
            return new Due(late, "bad", "circle-alert");
        }
        boolean soon = left.compareTo(SOON) < 0;
        String words = texts.of("ticket.due", "time", texts.span(left));
        return new Due(words, soon ? "late" : "good", "clock");
    }

    String name(String latin, String bangla) {
        return texts.bangla() && !bangla.isEmpty() ? bangla : latin;
    }

    String type(int id) {
        return Optional.ofNullable(types.get(id))
                .map(type -> name(type.name(), type.nameBn()))
                .orElseGet(() -> texts.of("ticket.gone"));
    }

    String queue(int id) {
        return Optional.ofNullable(queues.get(id))
                .map(queue -> name(queue.name(), queue.nameBn()))
                .orElseGet(() -> texts.of("ticket.gone"));
    }

    String state(TicketState state) {
        return texts.of("ticket.state." + Fields.nameOf(state));
    }

    String moment(Instant time) {
        return texts.format().moment(time, now);
    }

    /// What was promised, and what became of it.
    String promise(Promise promise) {
        String minutes =
                texts.of(
                        "ticket.promised",
                        "time",
                        texts.span(Duration.ofMinutes(promise.minutes())));
        String became =
                promise.breached().isPresent()
                        ? texts.of("ticket.broken")
                        : promise.met().isPresent()
                                ? texts.of("ticket.kept")
                                : promise.due()
                                        .map(due -> texts.of("ticket.until", "time", moment(due)))
                                        .orElseGet(() -> texts.of("ticket.paused"));
        return minutes + " · " + became;
    }

    TicketView.Said said(
            TicketMessages.Message message, int ticket, List<TicketMessages.Attachment> pictures) {
        String side =
                message.internal()
                        ? "note"
                        : message.side() == Ticket.Side.CUSTOMER ? "customer" : "staff";
        return new TicketView.Said(
                side,
                message.by(),
                moment(message.time()),
                message.ticketId() == ticket ? "" : message.ticket(),
                message.text(),
                pictures.stream()
                        .filter(picture -> picture.message() == message.id())
                        .map(TicketMessages.Attachment::id)
                        .toList());
    }

    TicketView.Step step(TicketMessages.Event event) {
        String key = "ticket.event." + event.kind();
        String what = texts.knows(key) ? texts.of(key) : event.kind();
        String by = event.by().isEmpty() ? texts.of("ticket.system") : event.by();
        return new TicketView.Step(what + note(event), moment(event.time()), by);
    }

    private String note(TicketMessages.Event event) {
        return switch (event.kind()) {
            case "moved" -> {
                String[] states = event.note().split(" ");
                yield states.length == 2 ? ": " + texts.of("ticket.state." + states[1]) : "";
            }
            case "warned", "breached" -> ": " + texts.of("ticket.goal." + event.note());
            case "rated" -> ": " + texts.format().digits(event.note());
            case "assigned", "merged", "took", "heard" ->
                    event.note().isEmpty() ? "" : ": " + event.note();
            default -> "";
        };
    }
}
