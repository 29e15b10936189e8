package io.lastmile.core.tickets;

import io.lastmile.core.platform.Fields;
import java.util.Optional;

/// A complaint as somebody wants to file it. Without a priority it has its type's; type 0 is
/// allowed for nobody and refused by the desk.
public record TicketDraft(
        int customer,
        int type,
        Optional<Priority> priority,
        String subject,
        String text,
        Optional<Integer> line,
        Optional<Long> alarm) {
    static final int SUBJECT_LENGTH_MAX = 200;
    static final int TEXT_LENGTH_MAX = 5000;

    /// By staff, for a customer.
    public static TicketDraft read(Fields fields) {
        return new TicketDraft(
                (int) fields.number("customer", 1, Integer.MAX_VALUE),
                (int) fields.number("type", 1, Integer.MAX_VALUE),
                fields.optionalChoice("priority", Priority.class),
                fields.text("subject", SUBJECT_LENGTH_MAX),
                Letter.read(fields, "text"),
                line(fields),
                alarm(fields));
    }

    /// By a customer for itself: no priority, no alarm, and its first words are the subject.
    public static TicketDraft own(int customer, Fields fields) {
        int type = (int) fields.number("type", 1, Integer.MAX_VALUE);
        String text = Letter.read(fields, "text");
        return new TicketDraft(
                customer,
                type,
                Optional.empty(),
                Letter.subject(text),
                text,
                line(fields),
                Optional.empty());
    }

    static Optional<Integer> line(Fields fields) {
        int line = (int) fields.number("line", 1, Integer.MAX_VALUE, 0);
        return line == 0 ? Optional.empty() : Optional.of(line);
    }

    static Optional<Long> alarm(Fields fields) {
        long alarm = fields.number("alarm", 1, Long.MAX_VALUE, 0);
        return alarm == 0 ? Optional.empty() : Optional.of(alarm);
    }
}
