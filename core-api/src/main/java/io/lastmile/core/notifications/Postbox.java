package io.lastmile.core.notifications;

import static io.lastmile.core.platform.PlainText.banglaDigits;
import static io.lastmile.core.platform.PlainText.oneLine;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes down what somebody is to be told, in their language and on the channels that they want.
/// Call it within the unit of work of the cause.
final class Postbox {
    /// What happened. `event` is the same at every try; `path` is where it is shown.
    record Occasion(Cause cause, String event, String path, Values values) {}

    /// What stands for the variables, in a language.
    @FunctionalInterface
    interface Values {
        Map<String, String> in(String language);
    }

    /// The stores that it writes with.
    record Desk(
            Messages messages,
            Templates templates,
            Readers readers,
            Settings settings,
            Brand brand) {}

    /// What the ISP is called, in a language.
    @FunctionalInterface
    interface Brand {
        String in(String language);
    }

    /// Why a message was not sent whose link would lead nowhere.
    static final String HOSTLESS = "no site address";

    private static final int VALUE_LENGTH_MAX = 200;

    private final Desk desk;
    private final MeterRegistry meters;

    Postbox(Desk desk, MeterRegistry meters) {
        this.desk = desk;
        this.meters = meters;
    }

    /// By every channel that the recipient wants and can be reached by.
    void post(Occasion occasion, Recipient to) {
        Wishes wishes = wishes(to);
        for (Channel channel : occasion.cause().channels()) {
            if (wishes.wants(occasion.cause(), channel) && to.reachable(channel)) {
                write(occasion, to, channel, wishes.language());
            }
        }
    }

    /// The same in a language that is known.
    void post(Occasion occasion, Recipient to, String language) {
        for (Channel channel : occasion.cause().channels()) {
            if (to.reachable(channel)) {
                write(occasion, to, channel, language);
            }
        }
    }

    private Wishes wishes(Recipient to) {
        return desk.readers()
                .wishes(new Readers.Who(to.account().orElse(0), to.customer().orElse(0)));
    }

    private void write(Occasion occasion, Recipient to, Channel channel, String language) {
        Cause cause = occasion.cause();
        var place = new Templates.Place(cause, channel, language);
        Wording wording = desk.templates().current(place).wording();
        Map<String, String> values = values(occasion, to, language);
        var filled = new Wording(line(wording.subject(), values), filled(wording.body(), values));
        var template = new Draft.Template(cause, channel, language, filled);
        boolean fresh =
                desk.messages()
                        .add(
                                new Draft(
                                        occasion.event(),
                                        template,
                                        to,
                                        occasion.path(),
                                        dropped(channel, wording)));
        String outcome = fresh ? "written" : "known";
        meters.counter("lastmile.core.messages", "channel", channel.word(), "outcome", outcome)
                .increment();
    }

    private Map<String, String> values(Occasion occasion, Recipient to, String language) {
        Map<String, String> values = new HashMap<>();
        values.put("name", to.name());
        values.put(Cause.ISP, desk.brand().in(language));
        occasion.values().in(language).forEach((key, value) -> values.put(key, value));
        if (language.equals("bn")) {
            Cause.FIGURES.forEach(
                    key -> values.computeIfPresent(key, (_, text) -> banglaDigits(text)));
        }
        values.replaceAll(
                (key, value) -> key.equals("link") ? value : oneLine(value, VALUE_LENGTH_MAX));
        return values;
    }

    private static String filled(String text, Map<String, String> values) {
        return new TemplateText(text).filled(values);
    }

    private static String line(String text, Map<String, String> values) {
        return filled(text, values).replaceAll("\\p{Cntrl}+", " ");
    }

    /// A channel that is off keeps a trace of what it did not send, and so does a link without a
    /// host.
    private Optional<String> dropped(Channel channel, Wording wording) {
        boolean off =
                switch (channel) {
                    case IN_APP -> false;
                    case SMS -> desk.settings().sms().way() == SmsSettings.Way.OFF;
                    case EMAIL -> desk.settings().email().way() == EmailSettings.Way.OFF;
                };
        if (off) {
            return Optional.of("channel is off");
        }
        boolean leads =
                channel != Channel.IN_APP
                        && Cause.LINKS.stream()
                                .anyMatch(link -> wording.body().contains("{" + link + "}"));
        return leads && desk.settings().site().site().isEmpty()
                ? Optional.of(HOSTLESS)
                : Optional.empty();
    }

    /// What a customer was told and wished is forgotten.
    void forget(int customer) {
        desk.messages().erase(customer);
        desk.readers().forget(customer);
    }

    /// What staff were told about these paths is forgotten.
    void forget(List<String> paths) {
        desk.messages().eraseAbout(paths);
    }

    /// The same to each of them.
    void post(Occasion occasion, List<Recipient> to) {
        to.forEach(recipient -> post(occasion, recipient));
    }
}
