package io.lastmile.web.portal;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.portal.Portal;
import io.lastmile.core.portal.PortalLine;
import io.lastmile.core.portal.PortalUsage;
import io.lastmile.core.portal.Span;
import io.lastmile.core.usage.Volume;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `/portal/usage`: a day by its hours, a week or a month by days; drawn, as a table, as a file.
final class UsagePage {
    private final Portal portal;
    private final Templates templates;
    private final Clock clock;

    /// What is looked at.
    private record Asked(int line, Span span, LocalDate day, LocalDate today) {
        String path(Span other, LocalDate when) {
            return "/portal/usage?line=%d&span=%s&day=%s"
                    .formatted(line, Fields.nameOf(other), when);
        }

        String csv() {
            return "/api/portal/lines/%d/usage?span=%s&day=%s&format=csv"
                    .formatted(line, Fields.nameOf(span), day);
        }

        LocalDate before() {
            return switch (span) {
                case DAY -> day.minusDays(1);
                case WEEK, FORTNIGHT -> day.minusDays(7);
                case MONTH -> day.withDayOfMonth(1).minusMonths(1);
            };
        }

        /// Empty where it lies ahead.
        Optional<LocalDate> after() {
            LocalDate after =
                    switch (span) {
                        case DAY -> day.plusDays(1);
                        case WEEK, FORTNIGHT -> day.plusDays(7);
                        case MONTH -> day.withDayOfMonth(1).plusMonths(1);
                    };
            boolean begun = !span.first(after).isAfter(today);
            return begun ? Optional.of(after.isAfter(today) ? today : after) : Optional.empty();
        }
    }

    UsagePage(Portal portal, Templates templates, Clock clock) {
        this.portal = portal;
        this.templates = templates;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.may(Permission.PORTAL).get("/portal/usage", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        int chosen = (int) query.number("line", 1, Integer.MAX_VALUE, 0);
        Span span = query.choice("span", Span.WEEK);
        LocalDate today = portal.today();
        LocalDate day = Portal.day(query, today);
        query.done();
        List<PortalLine> lines = portal.lines();
        Optional<PortalLine> line = HomePage.chosen(lines, chosen);
        if (line.isEmpty()) {
            PortalPages.send(templates, request, response, "customer/no_line", Map.of());
            return;
        }
        var asked = new Asked(line.get().id(), span, day, today);
        Texts texts = templates.texts(request);
        var view = view(lines, line.get(), asked, texts);
        PortalPages.send(templates, request, response, "customer/usage", Map.of("view", view));
    }

    private UsageView view(List<PortalLine> lines, PortalLine line, Asked asked, Texts texts) {
        var words = new PortalWords(texts, portal.zone(), clock.instant());
        PortalUsage usage = portal.usage(line.id(), asked.span(), asked.day());
        long limit = asked.span() == Span.DAY ? 0 : HomePage.limit(line);
        long share = BarDrawer.share(limit, asked.day());
        return new UsageView(
                lines.size() < 2 ? List.of() : choices(lines, asked, words),
                spans(asked, texts),
                words.title(line),
                words.range(usage),
                asked.path(asked.span(), asked.before()),
                asked.after().map(after -> asked.path(asked.span(), after)).orElse(""),
                words.volume(usage.down()),
                words.volume(usage.up()),
                new BarDrawer(words, texts).draw(usage, share, true, clock.instant()),
                rows(usage, words),
                asked.csv(),
                graph(usage));
    }

    private static List<UsageView.Choice> choices(
            List<PortalLine> lines, Asked asked, PortalWords words) {
        return lines.stream()
                .map(line ->
                        new UsageView.Choice(
                                words.title(line),
                                new Asked(line.id(), asked.span(), asked.day(), asked.today())
                                        .path(asked.span(), asked.day()),
                                line.id() == asked.line()))
                .toList();
    }

    private static List<UsageView.Choice> spans(Asked asked, Texts texts) {
        return Stream.of(Span.DAY, Span.WEEK, Span.MONTH)
                .map(span ->
                        new UsageView.Choice(
                                texts.of("portal.span." + Fields.nameOf(span)),
                                asked.path(span, asked.day()),
                                span == asked.span()))
                .toList();
    }

    /// The newest first: that is what people look for.
    private static List<UsageView.Row> rows(PortalUsage usage, PortalWords words) {
        List<UsageView.Row> rows = new ArrayList<>();
        for (Volume volume : usage.volumes().reversed()) {
            rows.add(
                    new UsageView.Row(
                            words.stretch(usage, volume.from()),
                            volume.known(),
                            words.volume(volume.down()),
                            words.volume(volume.up())));
        }
        return rows;
    }

    private UsageView.Graph graph(PortalUsage usage) {
        var zone = usage.zone();
        return new UsageView.Graph(
                usage.line(),
                usage.first().atStartOfDay(zone).toInstant().toEpochMilli(),
                Math.min(
                        clock.millis(), usage.end().atStartOfDay(zone).toInstant().toEpochMilli()));
    }
}
