package io.lastmile.core.notifications;

import io.lastmile.core.identity.CodeSender;
import io.lastmile.core.identity.Mobile;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Customers' one-time codes go out as an SMS, before everything else and at any hour.
final class Codes implements CodeSender {
    private static final String MINUTES = "" + Cause.LOGIN_CODE.life().toMinutes();

    private final Database database;
    private final Settings settings;
    private final Postbox postbox;

    Codes(Database database, Settings settings, Postbox postbox) {
        this.database = database;
        this.settings = settings;
        this.postbox = postbox;
    }

    @Override
    public boolean ready() {
        return Actor.system("messages")
                .call(() -> database.read(() -> settings.sms().way() != SmsSettings.Way.OFF));
    }

    @Override
    public void send(Mobile mobile, String code, String language) {
        var to = new Recipient(Optional.empty(), Optional.empty(), "", mobile.international(), "");
        postbox.post(
                new Postbox.Occasion(
                        Cause.LOGIN_CODE,
                        "code:" + UUID.randomUUID(),
                        "",
                        _ -> Map.of("code", code, "minutes", MINUTES)),
                to,
                language.equals("en") ? "en" : "bn");
    }
}
