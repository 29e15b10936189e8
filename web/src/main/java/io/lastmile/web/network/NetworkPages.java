package io.lastmile.web.network;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.network.Drifts;
import io.lastmile.core.network.LineDrift;
import io.lastmile.core.network.RouterDrift;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// `/network` and all that belongs to it.
public final class NetworkPages {
    private final Database database;
    private final Drifts drifts;
    private final ImportPages imports;
    private final ManagementPages management;
    private final ServicePages services;
    private final Templates templates;
    private final Clock clock;

    public NetworkPages(CoreApi core, Templates templates, Clock clock) {
        this.database = core.database();
        this.drifts = core.network().stores().drifts();
        this.templates = templates;
        this.clock = clock;
        this.imports = new ImportPages(core, templates, clock);
        this.management = new ManagementPages(core, templates, clock);
        this.services = new ServicePages(core, templates, clock);
    }

    public void routes(Routes routes) {
        routes.may(Permission.NETWORK_SEE).get("/network", this::drift);
        imports.routes(routes);
        management.routes(routes);
        services.routes(routes);
    }

    private void drift(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        int router = (int) query.number("router", 1, Integer.MAX_VALUE, 0);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        record Found(List<RouterDrift> routers, Page<LineDrift> lines) {}
        var search = new Drifts.Search(router, "");
        Found found = database.read(() -> new Found(drifts.routers(), drifts.page(search, wanted)));
        var words = new DriftWords(templates.texts(request), clock.instant());
        var view =
                new DriftView(
                        words.tiles(found.routers()),
                        found.routers().stream().map(words::router).toList(),
                        found.lines().items().stream().map(words::line).toList(),
                        router,
                        found.lines().next().orElse(""));
        templates.send(request, response, "network", Map.of("view", view));
    }
}
