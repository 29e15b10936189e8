package io.lastmile.web.lines;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.lines.Router;
import io.lastmile.core.lines.Sessions;
import io.lastmile.core.network.Writers;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// `/routers` and what is below it. The forms speak to the JSON routes; these pages only show.
public final class RouterPages {
    private static final int SEARCH_LENGTH_MAX = 100;

    private final Database database;
    private final LineStores stores;
    private final Writers writers;
    private final Templates templates;
    private final Clock clock;

    public RouterPages(CoreApi core, Templates templates, Clock clock) {
        this.database = core.database();
        this.stores = core.lines().stores();
        this.writers = core.network().stores().writers();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.ROUTERS_CHANGE)
                .get("/routers/new", this::add)
                .get("/routers/{id}/edit", this::edit);
        routes.may(Permission.ROUTERS_SEE)
                .get("/routers", this::list)
                .get("/routers/{id}", this::one);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String search = query.text("q", SEARCH_LENGTH_MAX, "");
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<Router> page = database.read(() -> stores.routers().page(search, wanted));
        var words = words(request);
        List<RouterRow> rows = page.items().stream().map(words::row).toList();
        templates.send(
                request,
                response,
                "routers",
                Map.of("routers", rows, "more", page.next().orElse("")));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        String range = request.query().first("range").orElse("");
        var first = new Page.Request(Page.LIMIT, java.util.Optional.empty());
        record Found(Router router, Page<Sessions.Reset> resets, boolean managed) {}
        Found found =
                database.read(() ->
                        new Found(
                                router(id),
                                stores.sessions().resets(id, first),
                                writers.find(id).isPresent()));
        RouterView view =
                words(request)
                        .view(
                                found.router(),
                                found.resets().items(),
                                RouterView.RANGES.contains(range) ? range : "24h");
        templates.send(
                request, response, "router", Map.of("router", view, "managed", found.managed()));
    }

    private void add(ServerRequest request, ServerResponse response) {
        String title = templates.texts(request).of("router.add");
        templates.send(request, response, "router_form", Map.of("form", RouterForm.empty(title)));
    }

    private void edit(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        Router router = database.read(() -> router(id));
        String title = templates.texts(request).of("router.edit-title", "name", router.name());
        templates.send(
                request, response, "router_form", Map.of("form", RouterForm.of(title, router)));
    }

    private Router router(int id) {
        return stores.routers()
                .find(id)
                .orElseThrow(() -> Problem.notFound("router", id).refusal());
    }

    private RouterWords words(ServerRequest request) {
        return new RouterWords(templates.texts(request), clock.instant());
    }
}
