package io.lastmile.core.notifications;

import io.lastmile.core.platform.Row;
import java.util.Locale;

/// A row of `core.message` as a value.
final class MessageRows {
    static final String COLUMNS =
            """
            message.id, message.cause, message.channel, message.account, message.customer,
            message.recipient, message.address, message.language, message.subject, message.body,
            message.path, message.state, message.why, message.tries, message.due,
            message.uncertain, message.answer, message.created, message.sent, message.read
            """;

    private MessageRows() {}

    static Message message(Row row) {
        return new Message(
                row.number("id"),
                Cause.of(row.text("cause")),
                Channel.of(row.text("channel")),
                new Message.Reader(
                        row.optionalInteger("account"),
                        row.optionalInteger("customer"),
                        row.text("recipient"),
                        row.text("address"),
                        row.text("language")),
                new Wording(row.text("subject"), row.text("body")),
                row.text("path"),
                Message.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                new Message.Travel(
                        row.text("why"),
                        row.integer("tries"),
                        row.time("due"),
                        row.flag("uncertain"),
                        row.text("answer"),
                        row.time("created"),
                        row.optionalTime("sent"),
                        row.optionalTime("read")));
    }
}
