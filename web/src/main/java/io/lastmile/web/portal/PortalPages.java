package io.lastmile.web.portal;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.portal.Portal;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.Map;

/// All pages of the portal.
public final class PortalPages {
    private final HomePage home;
    private final UsagePage usage;
    private final BillsPage bills;
    private final AccountPage account;
    private final WalledPage walled;

    public PortalPages(CoreApi core, Templates templates, Clock clock) {
        Portal portal = core.portal();
        this.home = new HomePage(core, templates, clock);
        this.usage = new UsagePage(portal, templates, clock);
        this.bills = new BillsPage(core, templates, clock);
        this.account =
                new AccountPage(
                        new AccountPage.Sources(
                                portal,
                                core.identity(),
                                core.tickets().calendar(),
                                core.database(),
                                clock),
                        templates);
        this.walled = new WalledPage(portal, templates);
    }

    public void routes(Routes routes) {
        home.routes(routes);
        usage.routes(routes);
        bills.routes(routes);
        account.routes(routes);
        walled.routes(routes);
    }

    /// A customer's page is nobody else's: no cache keeps it.
    static void send(
            Templates templates,
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> values) {
        response.header("Cache-Control", "no-store");
        templates.send(request, response, template, values);
    }
}
