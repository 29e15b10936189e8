package io.lastmile.web.portal;

import io.lastmile.core.network.HoldReason;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.portal.PortalLine;
import io.lastmile.core.portal.PortalPlan;
import io.lastmile.core.portal.PortalUsage;
import io.lastmile.core.portal.Span;
import io.lastmile.web.BdFormat;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lines, times and amounts in a customer's words.
final class PortalWords {
    private final Texts texts;
    private final BdFormat format;
    private final ZoneId zone;
    private final Instant now;

    PortalWords(Texts texts, ZoneId zone, Instant now) {
        this.texts = texts;
        this.format = texts.format();
        this.zone = zone;
        this.now = now;
    }

    String volume(long bytes) {
        return format.volume(bytes).toString();
    }

    /// `22 November`.
    String day(LocalDate day) {
        return format.digits("" + day.getDayOfMonth()) + " " + month(day);
    }

    String month(LocalDate day) {
        return texts.of("month-name." + day.getMonthValue());
    }

    /// The hour of today, on another day with its date.
    String moment(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        String clock = format.clock(local.toLocalTime());
        boolean today = local.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? clock : day(local.toLocalDate()) + ", " + clock;
    }

    /// What a bar is about.
    String stretch(PortalUsage usage, Instant from) {
        ZonedDateTime local = from.atZone(zone);
        return usage.span() == Span.DAY
                ? format.clock(local.toLocalTime())
                : day(local.toLocalDate());
    }

    /// The same in the little room under a bar.
    String slot(PortalUsage usage, Instant from) {
        ZonedDateTime local = from.atZone(zone);
        return switch (usage.span()) {
            case DAY -> format.clock(local.toLocalTime()).replaceFirst("[:].*?(?= |$)", "");
            case WEEK -> texts.of("weekday." + local.getDayOfWeek().getValue());
            case FORTNIGHT, MONTH -> format.digits("" + local.getDayOfMonth());
        };
    }

    String range(PortalUsage usage) {
        return range(usage.span(), usage.first(), usage.end());
    }

    String range(Span span, LocalDate first, LocalDate end) {
        return switch (span) {
            case DAY -> day(first);
            case WEEK, FORTNIGHT -> day(first) + " – " + day(end.minusDays(1));
            case MONTH -> month(first) + " " + format.digits("" + first.getYear());
        };
    }

    /// The plan and where the line is; never its session name.
    String title(PortalLine line) {
        String plan = line.plan().map(this::plan).orElse(texts.of("portal.line"));
        String place =
                Stream.of(line.address(), line.area(), line.label())
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
        return place.isEmpty() ? plan : plan + ", " + place;
    }

    private String plan(PortalPlan plan) {
        return texts.bangla() && !plan.nameBn().isEmpty() ? plan.nameBn() : plan.name();
    }

    HomeView.LineCard card(PortalLine line) {
        String state = line.state().name().toLowerCase(java.util.Locale.ROOT);
        return new HomeView.LineCard(
                line.id(),
                title(line),
                state,
                icon(line),
                texts.of("portal.state." + state),
                line.plan().map(plan -> rate(plan.rate().down())),
                line.plan().map(plan -> rate(plan.rate().up())),
                says(line));
    }

    /// What was bought is said as it is sold: 40, not 40.0.
    private BdFormat.Figure rate(long bitsPerSecond) {
        BdFormat.Figure figure = format.rate(bitsPerSecond);
        return new BdFormat.Figure(figure.value().replaceFirst("[.][0০]+$", ""), figure.unit());
    }

    private static String icon(PortalLine line) {
        return switch (line.state()) {
            case ONLINE -> "circle-check";
            case OFFLINE -> "circle-minus";
            case UNKNOWN -> "circle-help";
            case SUSPENDED -> "circle-pause";
            case NEVER -> "clock";
        };
    }

    private String says(PortalLine line) {
        Optional<String> since = line.since().map(this::moment);
        return switch (line.state()) {
            case ONLINE -> texts.of("portal.says.online", "time", since.orElse("–"));
            case OFFLINE -> texts.of("portal.says.offline", "time", since.orElse("–"));
            case UNKNOWN ->
                    line.lastSeen()
                            .map(seen -> texts.of("portal.says.unknown", "time", moment(seen)))
                            .orElse(texts.of("portal.says.unknown-never"));
            case SUSPENDED ->
                    texts.of("portal.says.suspended", "time", since.orElse("–"))
                            + " "
                            + reasons(line.holds());
            case NEVER -> texts.of("portal.says.never");
        };
    }

    /// Why a line is off and what to do, a sentence each.
    String reasons(List<HoldReason> holds) {
        return holds.stream()
                .map(reason -> texts.of("hold-says." + Fields.nameOf(reason)))
                .collect(Collectors.joining(" "));
    }

    String outage(Instant since) {
        return texts.of("portal.outage", "time", moment(since));
    }
}
