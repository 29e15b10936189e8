package io.lastmile.core.notifications;

import io.lastmile.core.identity.Mobile;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.EmailAddress;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The settings, for who shows and changes them. What is secret goes in and never comes out.
public final class MessageSettings {
    public static final String EMAIL = Settings.EMAIL;
    public static final String SMS = Settings.SMS;
    public static final String SITE = Settings.SITE;

    private static final int SECRET_LENGTH_MAX = 500;
    private static final int ADDRESS_LENGTH_MAX = 254;

    /// As a form shows it; `secret` says whether there is one.
    public record Shown(long version, Map<String, String> value, boolean secret) {}

    /// How a test went; `why` and `answer` are for the reader.
    public record Tested(boolean sent, String why, String answer) {}

    private final Database database;
    private final Settings settings;
    private final Carriers carriers;

    MessageSettings(Database database, Settings settings, Carriers carriers) {
        this.database = database;
        this.settings = settings;
        this.carriers = carriers;
    }

    /// With all fields, whether somebody set them or not.
    public Shown show(String name) {
        return database.read(() -> {
            Settings.Stored stored = settings.find(name);
            return new Shown(
                    stored.version(), texts(name, stored.fields()), stored.secret().isPresent());
        });
    }

    /// Refuses what is wrong, and what somebody changed meanwhile. An absent secret stays as it is,
    /// `forget` takes it away.
    public void save(String name, long version, Fields fields) {
        Optional<String> secret =
                name.equals(SITE) ? Optional.empty() : fields.secret("secret", SECRET_LENGTH_MAX);
        boolean forget = !name.equals(SITE) && fields.flag("forget", false);
        Map<String, String> value = texts(name, fields);
        fields.done();
        database.transact(() -> {
            Settings.Stored before = settings.find(name);
            if (name.equals(SITE) && !site(value).equals(site(texts(name, before.fields())))) {
                GatewayRight.need();
            }
            Optional<byte[]> sealed =
                    secret.map(text -> settings.seal(name, text))
                            .or(() -> forget ? Optional.empty() : before.secret());
            if (!settings.save(name, version, value, sealed)) {
                throw Problem.stale(before.version()).refusal();
            }
            return value;
        });
    }

    private static String site(Map<String, String> texts) {
        return texts.getOrDefault("site", "");
    }

    private static Map<String, String> texts(String name, Fields fields) {
        return switch (name) {
            case EMAIL -> EmailSettings.read(fields).texts();
            case SMS -> SmsSettings.read(fields).texts();
            case SITE -> new LinkedHashMap<>(SiteSettings.read(fields).texts());
            default -> throw Problem.notFound("setting", name).refusal();
        };
    }

    /// Sends a line to somebody at once, past the queue, by what is saved.
    public Tested test(Channel channel, Fields fields) {
        String to = to(channel, fields);
        fields.done();
        Optional<Carriers.Chosen> chosen = carriers.of(channel);
        if (chosen.isEmpty()) {
            return new Tested(false, "the channel is off", "");
        }
        var wording = new Wording("Lastmile", "Lastmile: test ✓ পরীক্ষা");
        Carrier.Outcome outcome =
                chosen.get().carrier().carry(new Parcel(0, to, "", wording, false));
        return switch (outcome) {
            case Carrier.Outcome.Sent sent -> new Tested(true, "", Queue.shortened(sent.answer()));
            case Carrier.Outcome.Refused refused ->
                    new Tested(false, refused.why(), Queue.shortened(refused.answer()));
            case Carrier.Outcome.Failed failed ->
                    new Tested(false, failed.why(), Queue.shortened(failed.answer()));
            case Carrier.Outcome.Uncertain it ->
                    new Tested(false, it.why(), Queue.shortened(it.answer()));
        };
    }

    private static String to(Channel channel, Fields fields) {
        String typed = fields.text("to", ADDRESS_LENGTH_MAX);
        if (channel == Channel.EMAIL) {
            if (!EmailAddress.ANY.matcher(typed).matches()) {
                fields.refuse("to", typed, "an address like rahim@example.com");
            }
            return typed;
        }
        Optional<String> mobile = Mobile.of(typed).map(Mobile::international);
        if (mobile.isEmpty()) {
            fields.refuse("to", typed, "a mobile number like 01712345678");
        }
        return mobile.orElse("");
    }
}
