package io.lastmile.core.notifications;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Problem;
import java.util.List;
import java.util.Optional;

/// What was sent to whom, for who looks after it.
public final class MessageLog {
    private static final String DOTS = "••••••";

    private static final Actor LOG = Actor.system("messages");

    private final Database database;
    private final Messages messages;
    private final Settings settings;

    MessageLog(Database database, Messages messages, Settings settings) {
        this.database = database;
        this.messages = messages;
        this.settings = settings;
    }

    public Page<MessageView> page(Messages.Filter filter, Page.Request request) {
        boolean open = GatewayRight.held() && keepsCodes();
        return database.read(() -> {
            Page<Message> page = messages.page(filter, request);
            List<MessageView> views =
                    page.items().stream().map(message -> view(message, open)).toList();
            return new Page<>(views, page.next());
        });
    }

    public Optional<MessageView> find(long id) {
        boolean open = GatewayRight.held() && keepsCodes();
        return database.read(() -> {
            return messages.find(id).map(message -> view(message, open));
        });
    }

    /// Sends one again that failed or was dropped; refuses any other.
    public void retry(long id) {
        database.transact(() -> {
            Message found =
                    messages.find(id).orElseThrow(() -> Problem.notFound("message", id).refusal());
            if (!messages.retry(id)) {
                String state = Fields.nameOf(found.state());
                throw Problem.conflict(
                                new Fault("state", state, "failed or dropped, its text kept"))
                        .refusal();
            }
            return id;
        });
    }

    private MessageView view(Message message, boolean open) {
        boolean secret = message.cause().secret();
        String text = message.wording().body();
        if (secret) {
            boolean code = open && message.cause() == Cause.LOGIN_CODE;
            text = code ? messages.secret(message.id()).orElse(DOTS) : DOTS;
        }
        int parts = message.channel() == Channel.SMS && !secret ? SmsText.of(text).parts() : 0;
        return new MessageView(message, text, secret, parts);
    }

    /// Only where all messages stay in this log: in a product that is tried out. Whoever asks may
    /// know that, though the settings are not theirs.
    public boolean keepsCodes() {
        return LOG.call(() ->
                database.read(() ->
                        settings.sms().way() == SmsSettings.Way.LOG
                                && settings.email().way() != EmailSettings.Way.SMTP));
    }
}
