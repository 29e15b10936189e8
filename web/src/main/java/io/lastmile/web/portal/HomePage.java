package io.lastmile.web.portal;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.plans.Allowance;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.portal.LineState;
import io.lastmile.core.portal.Portal;
import io.lastmile.core.portal.PortalLine;
import io.lastmile.core.portal.PortalUsage;
import io.lastmile.core.portal.Span;
import io.lastmile.core.tickets.OwnTickets;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.subscriptions.SubscriptionWords;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/portal`: am I online, how much did I use, is anything wrong, whom do I call.
final class HomePage {
    private static final int TICKETS_MAX = 3;
    private static final Page.Request NEWEST = new Page.Request(20, Optional.empty());

    private final Portal portal;
    private final OwnTickets tickets;
    private final Database database;
    private final Templates templates;
    private final Clock clock;

    HomePage(CoreApi core, Templates templates, Clock clock) {
        this.portal = core.portal();
        this.tickets = new OwnTickets(core.tickets());
        this.database = core.database();
        this.templates = templates;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.may(Permission.PORTAL).get("/portal", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        int chosen = (int) query.number("line", 1, Integer.MAX_VALUE, 0);
        query.done();
        Texts texts = templates.texts(request);
        var words = new PortalWords(texts, portal.zone(), clock.instant());
        var told = new SubscriptionWords(texts, portal.today());
        List<PortalLine> lines = portal.lines();
        var view =
                new HomeView(
                        lines.stream().map(words::card).toList(),
                        portal.services().stream().map(told::own).toList(),
                        notices(lines, words),
                        tickets(),
                        chosen(lines, chosen).map(line -> usage(line, words, texts)));
        PortalPages.send(templates, request, response, "customer/home", Map.of("view", view));
    }

    private List<HomeView.TicketLink> tickets() {
        return database.read(() -> tickets.page(NEWEST)).items().stream()
                .filter(ticket -> ticket.state().live())
                .limit(TICKETS_MAX)
                .map(ticket ->
                        new HomeView.TicketLink(
                                ticket.number(),
                                ticket.subject(),
                                "/portal/tickets/" + ticket.id()))
                .toList();
    }

    private static List<String> notices(List<PortalLine> lines, PortalWords words) {
        return lines.stream()
                .flatMap(line -> line.outage().stream())
                .sorted()
                .limit(1)
                .map(words::outage)
                .toList();
    }

    /// The one that was asked for, else the first.
    static Optional<PortalLine> chosen(List<PortalLine> lines, int id) {
        if (id == 0) {
            return lines.stream().findFirst();
        }
        return Optional.of(
                lines.stream()
                        .filter(line -> line.id() == id)
                        .findFirst()
                        .orElseThrow(() -> Problem.notFound("line", id).refusal()));
    }

    private HomeView.UsageCard usage(PortalLine line, PortalWords words, Texts texts) {
        LocalDate today = portal.today();
        PortalUsage month = portal.usage(line.id(), Span.MONTH, today);
        long used = month.down() + month.up();
        long limit = limit(line);
        return new HomeView.UsageCard(
                line.id(),
                words.title(line),
                words.month(today),
                texts.format().volume(used),
                limit == 0 ? "" : texts.of("portal.of", "volume", words.volume(limit)),
                limit == 0 ? 0 : (int) Math.min(100, used * 100 / limit),
                limit != 0 && used >= limit,
                line.state() == LineState.NEVER
                        ? Optional.empty()
                        : Optional.of(bars(line, words, texts, limit)));
    }

    private Bars bars(PortalLine line, PortalWords words, Texts texts, long limit) {
        LocalDate today = portal.today();
        PortalUsage days = portal.usage(line.id(), Span.FORTNIGHT, today);
        long share = BarDrawer.share(limit, today);
        return new BarDrawer(words, texts).draw(days, share, false, clock.instant());
    }

    /// The first step of fair usage, 0 for none.
    static long limit(PortalLine line) {
        return line.plan().stream()
                .flatMap(plan -> plan.steps().stream())
                .mapToLong(Allowance.Step::limitBytes)
                .findFirst()
                .orElse(0);
    }
}
