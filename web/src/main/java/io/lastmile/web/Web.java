package io.lastmile.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.alarms.AlarmPages;
import io.lastmile.web.billing.BillingPages;
import io.lastmile.web.customers.CustomerPage;
import io.lastmile.web.customers.CustomerPages;
import io.lastmile.web.dunning.DunningPages;
import io.lastmile.web.dunning.MercyPages;
import io.lastmile.web.dunning.PatiencePages;
import io.lastmile.web.dunning.RunPages;
import io.lastmile.web.identity.AccountPages;
import io.lastmile.web.identity.LoginPages;
import io.lastmile.web.identity.PeoplePages;
import io.lastmile.web.imports.FilePages;
import io.lastmile.web.ledger.BookPages;
import io.lastmile.web.ledger.JournalPage;
import io.lastmile.web.ledger.MoneyPage;
import io.lastmile.web.lines.LineForms;
import io.lastmile.web.lines.LinePages;
import io.lastmile.web.lines.RouterPages;
import io.lastmile.web.network.NetworkPages;
import io.lastmile.web.notifications.MessagePages;
import io.lastmile.web.notifications.NoticePages;
import io.lastmile.web.notifications.SettingsPages;
import io.lastmile.web.notifications.TemplatePages;
import io.lastmile.web.overview.OverviewPage;
import io.lastmile.web.overview.SettingsPage;
import io.lastmile.web.overview.SystemPage;
import io.lastmile.web.papers.PaperPages;
import io.lastmile.web.payments.BankPages;
import io.lastmile.web.payments.CashPages;
import io.lastmile.web.payments.ChequePages;
import io.lastmile.web.payments.TillPages;
import io.lastmile.web.plans.PlanPages;
import io.lastmile.web.portal.PortalPages;
import io.lastmile.web.reports.ReportPages;
import io.lastmile.web.subscriptions.ChangePages;
import io.lastmile.web.subscriptions.StartPages;
import io.lastmile.web.subscriptions.SubscriptionPages;
import io.lastmile.web.tickets.TicketPage;
import io.lastmile.web.tickets.TicketPages;
import io.lastmile.web.usage.LivePages;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Hangs the pages beside the JSON routes: assets, the reader's look, error pages, and the pages of
/// each room.
public final class Web implements Consumer<Routes> {
    private static final int PATH_LENGTH_MAX = 500;
    private static final List<String> CHOICES = List.of("language", "theme", "digits");

    /// Problems that have their own words; others are told as 400 or 500.
    private static final List<Integer> TOLD = List.of(400, 403, 404, 405, 500, 503);

    private final Assets files;
    private final FilePages imports;
    private final Templates templates;
    private final CustomerPages customers;
    private final PlanPages plans;
    private final LoginPages login;
    private final PeoplePages people;
    private final AccountPages account;
    private final RouterPages routers;
    private final LinePages lines;
    private final NetworkPages network;
    private final AlarmPages alarms;
    private final LivePages live;
    private final TicketPages tickets;
    private final PortalPages portal;
    private final PaperPages papers;
    private final ReportPages reports;
    private final OverviewPage overview;
    private final SettingsPage settings;
    private final SystemPage system;
    private final List<Consumer<Routes>> books;
    private final BillingPages billing;
    private final List<Consumer<Routes>> payments;
    private final List<Consumer<Routes>> dunning;
    private final List<Consumer<Routes>> services;
    private final List<Consumer<Routes>> messages;

    public Web(CoreApi core, Clock clock) {
        AssetManifest assets = AssetManifest.load();
        this.files = new Assets(assets);
        this.templates = new Templates(assets, core.settings()::current);
        this.imports = new FilePages(core.files(), templates, clock);
        this.login = new LoginPages(core.identity().steps(), templates);
        this.people = new PeoplePages(core.database(), core.identity(), templates, clock);
        this.account = new AccountPages(core.database(), core.identity(), templates, clock);
        this.alarms = new AlarmPages(core.database(), core.alarms(), templates, clock);
        var rooms =
                new CustomerPage.Rooms(
                        core.customers(),
                        core.plans(),
                        core.lines().stores(),
                        core.tickets(),
                        core.subscriptions());
        this.customers =
                new CustomerPages(core.customers(), new CustomerPage(rooms, templates), templates);
        this.plans = new PlanPages(core.database(), core.plans(), templates);
        var lineRooms =
                new LineForms.Rooms(
                        core.database(),
                        core.lines(),
                        core.customers().parts(),
                        core.plans(),
                        core.network());
        this.lines = new LinePages(new LineForms(lineRooms), templates);
        this.routers = new RouterPages(core, templates, clock);
        this.network = new NetworkPages(core, templates, clock);
        this.live = new LivePages(core, alarms, templates);
        this.tickets =
                new TicketPages(
                        core.tickets(),
                        new TicketPage.Rooms(
                                core.customers().parts(), core.lines().stores(), core.alarms()),
                        templates);
        this.portal = new PortalPages(core, templates, clock);
        this.papers = new PaperPages(core.papers(), templates);
        this.reports = new ReportPages(core.database(), core.reports().stores(), templates);
        this.overview = new OverviewPage(core.overview(), templates);
        this.settings = new SettingsPage(core.settings(), templates, core.portal().zone());
        this.system = new SystemPage(core.background(), templates, clock);
        var ledger = core.ledger().stores();
        this.books =
                List.of(
                        new BookPages(core.database(), ledger, templates, clock)::routes,
                        new JournalPage(core.database(), ledger, templates, clock)::routes,
                        new MoneyPage(core.database(), ledger, templates, clock)::routes);
        this.billing = new BillingPages(core, templates, clock);
        this.dunning = patience(core, clock);
        this.payments = inHand(core, clock);
        this.services = served(core, clock);
        NotificationRoom room = core.notifications();
        this.messages =
                List.of(
                        new SettingsPages(room.settings(), templates)::routes,
                        new TemplatePages(room.templates(), templates)::routes,
                        new MessagePages(room, templates, clock)::routes,
                        new NoticePages(core.database(), room, templates, clock)::routes);
    }

    private List<Consumer<Routes>> patience(CoreApi core, Clock clock) {
        var db = core.database();
        var debts = new MercyPages.Rooms(db, core.dunning(), core.customers().parts().customers());
        return List.of(
                new DunningPages(db, core.dunning(), templates, clock)::routes,
                new RunPages(db, core.dunning(), templates, clock)::routes,
                new PatiencePages(db, core.dunning(), templates, clock)::routes,
                new MercyPages(debts, templates, clock)::routes);
    }

    private List<Consumer<Routes>> served(CoreApi core, Clock clock) {
        return List.of(
                new StartPages(core, templates)::routes,
                new SubscriptionPages(core, templates)::routes,
                new ChangePages(core, templates, clock)::routes);
    }

    private List<Consumer<Routes>> inHand(CoreApi core, Clock clock) {
        var rooms = new CashPages.Rooms(core.database(), core.payments(), core.customers().parts());
        var db = core.database();
        var banks = new BankPages.Rooms(db, core.payments(), core.customers().parts().customers());
        return List.of(
                new CashPages(rooms, templates, clock)::routes,
                new TillPages(db, core.payments(), templates, clock)::routes,
                new ChequePages(banks, templates, clock)::routes,
                new BankPages(banks, templates, clock)::routes);
    }

    /// For the server's config: it also covers what is answered before any page is reached.
    public static String contentSecurityPolicy() {
        return Csp.policy(AssetManifest.load());
    }

    @Override
    public void accept(Routes routes) {
        routes.open().get("/a/{+file}", files::serve).post("/look", this::look);
        routes.errorPage(this::error);
        imports.routes(routes);
        customers.routes(routes);
        plans.routes(routes);
        login.routes(routes);
        people.routes(routes);
        account.routes(routes);
        routers.routes(routes);
        lines.routes(routes);
        network.routes(routes);
        alarms.routes(routes);
        live.routes(routes);
        tickets.routes(routes);
        portal.routes(routes);
        papers.routes(routes);
        reports.routes(routes);
        overview.routes(routes);
        settings.routes(routes);
        system.routes(routes);
        books.forEach(page -> page.accept(routes));
        billing.routes(routes);
        payments.forEach(page -> page.accept(routes));
        dunning.forEach(page -> page.accept(routes));
        services.forEach(page -> page.accept(routes));
        messages.forEach(page -> page.accept(routes));
    }

    /// Remembers a choice without a script and leads back to where it was made.
    private void look(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String back = Look.local(form.text("back", PATH_LENGTH_MAX, "/"));
        for (String choice : CHOICES) {
            form.optionalText(choice, 10)
                    .filter(value -> Look.knows(choice, value))
                    .ifPresent(value -> response.headers().addCookie(Look.cookie(choice, value)));
        }
        form.done();
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, back);
        response.send();
    }

    private byte[] error(ServerRequest request, Problem problem, String reference) {
        int status = problem.status();
        int told = TOLD.contains(status) ? status : status < 500 ? 400 : 500;
        Texts texts = templates.texts(request);
        String type = problem.type().replaceFirst("^/problems/", "");
        String key = "error." + (texts.knows("error." + type + ".title") ? type : told);
        return templates.draw(
                request,
                "error",
                Map.of(
                        "title", texts.of(key + ".title"),
                        "says", texts.of(key + ".says"),
                        "reference", reference));
    }
}
