package io.lastmile.core.notifications;

import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The templates, for who shows and changes them: checked when they are saved, so that no message
/// ever goes out with a hole in it.
public final class TemplateBook {
    public static final List<String> LANGUAGES = List.of("en", "bn");
    private static final int SUBJECT_LENGTH_MAX = 150;
    private static final int BODY_LENGTH_MAX = 4_000;

    /// Ten parts cost ten times as much, and no telephone joins more.
    private static final int SMS_PARTS_MAX = 10;

    /// A text in a list of all.
    public record Entry(String cause, String channel, String language, boolean own) {}

    /// A text with all that its editor shows.
    public record Shown(
            String cause,
            String channel,
            String language,
            Templates.Current current,
            Wording factory,
            List<String> variables,
            List<Templates.Version> versions) {}

    /// A text filled with sample values; `sms` counts for an SMS, of anything else it is empty.
    public record Preview(Wording wording, SmsText sms) {}

    private final Database database;
    private final Templates templates;

    TemplateBook(Database database, Templates templates) {
        this.database = database;
        this.templates = templates;
    }

    public List<Entry> all() {
        return database.read(() -> {
            List<Entry> entries = new ArrayList<>();
            for (Cause cause : Cause.values()) {
                for (Channel channel : cause.channels()) {
                    for (String language : LANGUAGES) {
                        var place = new Templates.Place(cause, channel, language);
                        entries.add(
                                new Entry(
                                        cause.word(),
                                        channel.word(),
                                        language,
                                        templates.current(place).own()));
                    }
                }
            }
            return entries;
        });
    }

    /// The place that a path names, or 404.
    public static Templates.Place place(String cause, String channel, String language) {
        for (Cause known : Cause.values()) {
            for (Channel way : known.channels()) {
                if (known.word().equals(cause)
                        && way.word().equals(channel)
                        && LANGUAGES.contains(language)) {
                    return new Templates.Place(known, way, language);
                }
            }
        }
        throw Problem.notFound("template", cause + "/" + channel + "/" + language).refusal();
    }

    public Shown show(Templates.Place place) {
        return database.read(() ->
                new Shown(
                        place.cause().word(),
                        place.channel().word(),
                        place.language(),
                        templates.current(place),
                        templates.factory(place),
                        place.cause().variables(),
                        templates.versions(place)));
    }

    /// Refuses a text with a variable that its cause does not have, or that no telephone shows.
    public void save(Templates.Place place, long version, Fields fields) {
        Wording wording = read(place, fields);
        fields.done();
        change(place, version, () -> templates.save(place, wording));
    }

    /// From now on the factory's text holds again.
    public void withdraw(Templates.Place place, long version) {
        change(place, version, () -> templates.withdraw(place));
    }

    private void change(Templates.Place place, long version, Runnable change) {
        if (place.cause().secret()) {
            GatewayRight.need();
        }
        database.transact(() -> {
            templates.lock();
            long now = templates.current(place).version();
            if (now != version) {
                throw Problem.stale(now).refusal();
            }
            change.run();
            return version;
        });
    }

    public Preview preview(Templates.Place place, Fields fields) {
        Wording wording = read(place, fields);
        fields.done();
        return sample(place, wording);
    }

    /// With sample values.
    public Preview sample(Templates.Place place, Wording wording) {
        Map<String, String> values = new HashMap<>();
        for (String variable : place.cause().variables()) {
            values.put(variable, Samples.of(variable, place.language()));
        }
        var filled =
                new Wording(
                        new TemplateText(wording.subject()).filled(values),
                        new TemplateText(wording.body()).filled(values));
        String counted = place.channel() == Channel.SMS ? filled.body() : "";
        return new Preview(filled, SmsText.of(counted));
    }

    private Wording read(Templates.Place place, Fields fields) {
        String subject =
                place.channel().hasSubject() ? fields.text("subject", SUBJECT_LENGTH_MAX) : "";
        String body = fields.lines("body", BODY_LENGTH_MAX);
        if (body.isEmpty()) {
            fields.refuse("body", "nothing", "a text");
        }
        for (String needed : place.cause().needed()) {
            if (!body.contains("{" + needed + "}")) {
                fields.refuse("body", "no {" + needed + "}", "a text with {" + needed + "}");
            }
        }
        check(place, fields, "subject", subject);
        check(place, fields, "body", body);
        int parts = sample(place, new Wording(subject, body)).sms().parts();
        if (parts > SMS_PARTS_MAX) {
            fields.refuse("body", parts + " SMS", "at most " + SMS_PARTS_MAX);
        }
        return new Wording(subject, body);
    }

    private static void check(Templates.Place place, Fields fields, String name, String text) {
        List<String> known = place.cause().variables();
        new TemplateText(text)
                .unknown(known)
                .ifPresent(unknown ->
                        fields.refuse(
                                name,
                                "{" + unknown + "}",
                                "only {" + String.join("}, {", known) + "}"));
    }
}
