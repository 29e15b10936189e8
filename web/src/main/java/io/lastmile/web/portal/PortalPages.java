package io.lastmile.web.portal;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.Map;

/// All pages of the portal.
public final class PortalPages {
    private final HomePage home;

    public PortalPages(CoreApi core, Templates templates, Clock clock) {
        this.home = new HomePage(core.portal(), templates, clock);
    }

    public void routes(Routes routes) {
        home.routes(routes);
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
