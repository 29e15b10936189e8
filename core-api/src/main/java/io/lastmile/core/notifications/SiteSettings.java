package io.lastmile.core.notifications;

import io.lastmile.core.platform.Fields;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What holds for all messages: where their links lead, and when which kind waits for the morning.
/// `site` is like `https://isp.example`, without a slash at its end; while it is empty no mail with
/// a link can be written. `linkDays` is how long a link in a message opens a paper.
public record SiteSettings(String site, int linkDays, Map<Quiet, QuietHours> quiet) {
    /// What waits: a kind of causes on a channel.
    public record Quiet(Channel channel, Cause.Kind kind) {
        public String kindWord() {
            return Fields.nameOf(kind);
        }

        public String field() {
            return channel.word() + "." + Fields.nameOf(kind);
        }
    }

    /// Security is never held back, and a notice in the app wakes nobody.
    public static final List<Quiet> PLACES =
            List.of(Channel.SMS, Channel.EMAIL).stream()
                    .flatMap(channel ->
                            List.of(
                                            Cause.Kind.SERVICE,
                                            Cause.Kind.TICKET,
                                            Cause.Kind.NETWORK,
                                            Cause.Kind.ALARM)
                                    .stream()
                                    .map(kind -> new Quiet(channel, kind)))
                    .toList();

    private static final int SITE_LENGTH_MAX = 200;
    private static final int LINK_DAYS = 30;
    private static final int LINK_DAYS_MAX = 365;

    public SiteSettings {
        quiet = Map.copyOf(quiet);
    }

    static SiteSettings read(Fields fields) {
        String site = site(fields);
        int linkDays = Math.toIntExact(fields.number("linkDays", 1, LINK_DAYS_MAX, LINK_DAYS));
        Map<Quiet, QuietHours> quiet = new LinkedHashMap<>();
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL)) {
            Fields ofChannel = fields.object(channel.word());
            for (Quiet place : PLACES) {
                if (place.channel() == channel) {
                    Fields hours = ofChannel.object(Fields.nameOf(place.kind()));
                    hours(hours).ifPresent(found -> quiet.put(place, found));
                }
            }
        }
        return new SiteSettings(site, linkDays, quiet);
    }

    /// As it is stored, and as a form shows it.
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("site", site);
        texts.put("linkDays", "" + linkDays);
        quiet.forEach((place, hours) -> {
            texts.put(place.field() + ".from", hours.from().toString());
            texts.put(place.field() + ".to", hours.to().toString());
        });
        return texts;
    }

    /// Until when a message has to wait, if it has to.
    Optional<Instant> waits(Cause cause, Channel channel, Instant now, ZoneId zone) {
        return Optional.ofNullable(quiet.get(new Quiet(channel, cause.kind())))
                .flatMap(hours -> hours.end(now, zone));
    }

    private static Optional<QuietHours> hours(Fields fields) {
        Optional<LocalTime> from = time(fields, "from");
        Optional<LocalTime> to = time(fields, "to");
        if (from.isPresent() != to.isPresent()) {
            fields.refuse(from.isPresent() ? "to" : "from", "nothing", "both times or none");
            return Optional.empty();
        }
        return from.filter(time -> !time.equals(to.orElseThrow()))
                .map(time -> new QuietHours(time, to.orElseThrow()));
    }

    private static Optional<LocalTime> time(Fields fields, String name) {
        Optional<String> text = fields.optionalText(name, 8);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalTime.parse(text.get()));
        } catch (DateTimeException e) {
            fields.refuse(name, text.get(), "a time like 22:00");
            return Optional.empty();
        }
    }

    private static String site(Fields fields) {
        String text = fields.text("site", SITE_LENGTH_MAX, "").replaceFirst("/+$", "");
        if (text.isEmpty()) {
            return text;
        }
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as any other text that is no such address.
        }
        fields.refuse("site", text, "an address like https://isp.example");
        return "";
    }
}
