package io.lastmile.core.notifications;

import io.lastmile.core.platform.Database;
import java.time.Clock;
import java.util.Optional;

/// The carrier of each channel, as the settings want it now.
final class Carriers {
    /// `log`: nothing leaves the house.
    record Chosen(Carrier carrier, int perSecond, boolean log) {}

    private final Database database;
    private final Settings settings;
    private final Clock clock;

    Carriers(Database database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// None where the channel is off.
    Optional<Chosen> of(Channel channel) {
        return database.read(() ->
                switch (channel) {
                    case IN_APP -> Optional.empty();
                    case SMS -> sms(settings.sms());
                    case EMAIL -> email(settings.email());
                });
    }

    private Optional<Chosen> sms(SmsSettings sms) {
        return switch (sms.way()) {
            case OFF -> Optional.empty();
            case LOG -> Optional.of(new Chosen(new LogCarrier(), sms.perSecond(), true));
            case HTTP ->
                    Optional.of(
                            new Chosen(
                                    new GatewayCarrier(
                                            sms.gateway(), settings.secret(Settings.SMS)),
                                    sms.perSecond(),
                                    false));
        };
    }

    private Optional<Chosen> email(EmailSettings email) {
        return switch (email.way()) {
            case OFF -> Optional.empty();
            case LOG -> Optional.of(new Chosen(new LogCarrier(), email.perSecond(), true));
            case SMTP ->
                    Optional.of(
                            new Chosen(
                                    new SmtpCarrier(email, settings.secret(Settings.EMAIL), clock),
                                    email.perSecond(),
                                    false));
        };
    }
}
