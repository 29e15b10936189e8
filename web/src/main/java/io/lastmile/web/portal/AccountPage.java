package io.lastmile.web.portal;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Records.Purpose;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.identity.Session;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.portal.Portal;
import io.lastmile.core.portal.PortalAccount;
import io.lastmile.core.tickets.TicketCalendar;
import io.lastmile.web.Browsers;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/portal/account`: who I am to the ISP, how pages look, what my data may be used for, and where
/// I am logged in. Every form works without a script.
final class AccountPage {
    private static final String PATH = "/portal/account";
    private static final Page.Request FIRST = new Page.Request(Page.LIMIT, Optional.empty());

    /// Whom it asks.
    record Sources(
            Portal portal,
            Identity identity,
            TicketCalendar calendar,
            Database database,
            Clock clock) {}

    private final Sources sources;
    private final Templates templates;

    AccountPage(Sources sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    void routes(Routes routes) {
        routes.may(Permission.PORTAL)
                .get(PATH, this::show)
                .post(PATH + "/consent", this::consent)
                .post(PATH + "/session", this::end)
                .post(PATH + "/sessions", this::endOthers);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Texts texts = templates.texts(request);
        var words = new PortalWords(texts, sources.portal().zone(), sources.clock().instant());
        PortalAccount account = sources.portal().account();
        boolean own = texts.bangla() && !account.nameBn().isEmpty();
        var view =
                new AccountView(
                        account,
                        own ? account.nameBn() : account.name(),
                        new HourWords(texts)
                                .of(sources.database().read(() -> sources.calendar().week())),
                        consents(account, texts),
                        browsers(request, words, texts));
        PortalPages.send(templates, request, response, "customer/account", Map.of("view", view));
    }

    private static List<AccountView.Consent> consents(PortalAccount account, Texts texts) {
        return account.consents().stream()
                .filter(agreed -> agreed.purpose() != Purpose.SERVICE)
                .map(agreed -> {
                    String word = Fields.nameOf(agreed.purpose());
                    return new AccountView.Consent(
                            word,
                            texts.of("consent." + word),
                            texts.of("consent-says." + word),
                            agreed.given());
                })
                .toList();
    }

    private List<AccountView.Browser> browsers(
            ServerRequest request, PortalWords words, Texts texts) {
        int customer = Actor.current().who().customer();
        long current = sources.identity().currentSession(request);
        List<Session> sessions =
                sources.database()
                        .read(() -> sources.identity().sessions().page(0, customer, current, FIRST))
                        .items();
        return sessions.stream()
                .map(session ->
                        new AccountView.Browser(
                                session.id(),
                                Browsers.name(session.origin().agent(), texts),
                                words.moment(session.seen()),
                                session.current()))
                .toList();
    }

    private void consent(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        Purpose purpose = form.choice("purpose", Purpose.MESSAGES);
        boolean given = form.flag("given");
        Portal.requireAsked(form, purpose);
        form.done();
        sources.portal().consent(purpose, given);
        SeeOther.send(response, PATH);
    }

    private void end(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        long session = form.number("session", 1, Long.MAX_VALUE);
        form.done();
        if (!sources.identity().endOwn(session)) {
            throw Problem.notFound("session", session).refusal();
        }
        SeeOther.send(response, PATH);
    }

    private void endOthers(ServerRequest request, ServerResponse response) {
        Body.form(request).done();
        sources.identity().endOthers(request);
        SeeOther.send(response, PATH);
    }
}
