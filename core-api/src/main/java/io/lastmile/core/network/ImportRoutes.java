package io.lastmile.core.network;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `/api/routers/{id}/imports` and `/api/imports`.
final class ImportRoutes {
    private static final int Q_LENGTH_MAX = 100;

    private final ImportRun run;

    ImportRoutes(ImportRun run) {
        this.run = run;
    }

    void routes(Routes routes) {
        routes.may(Permission.NETWORK_CHANGE)
                .post("/api/routers/{id}/imports", this::make)
                .get("/api/routers/{id}/imports", this::ofRouter)
                .get("/api/imports/{id}", this::one)
                .get("/api/imports/{id}/rows", this::rows)
                .put("/api/imports/{id}/choices", this::choose)
                .put("/api/imports/{id}/rows", this::chooseRows)
                .post("/api/imports/{id}/commit", this::commit);
    }

    private void make(ServerRequest request, ServerResponse response) {
        int router = Routes.id(request, "router");
        Body.optionalJson(request).done();
        ImportReport report = run.make(router);
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/imports/" + report.id());
        Json.send(response, report);
    }

    /// What an answer that is no page holds.
    private record Reports(List<ImportReport> items) {}

    private void ofRouter(ServerRequest request, ServerResponse response) {
        Json.send(response, new Reports(run.ofRouter(Routes.id(request, "router"))));
    }

    private void one(ServerRequest request, ServerResponse response) {
        Json.send(response, run.report(Routes.longId(request, "import")));
    }

    private void rows(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        Fields query = Body.query(request);
        Imports.Filter filter = filter(query);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, run.rows(id, filter, page));
    }

    static Imports.Filter filter(Fields query) {
        return new Imports.Filter(
                query.optionalChoice("verdict", Verdict.class),
                query.text("profile", FoundText.LENGTH_MAX, ""),
                query.text("q", Q_LENGTH_MAX, ""));
    }

    private void choose(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        Fields fields = Body.json(request);
        ImportChoices choices = ImportChoices.read(fields);
        fields.done();
        Json.send(response, run.choose(id, Optional.of(choices), List.of()));
    }

    private void chooseRows(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        Fields fields = Body.json(request);
        List<Imports.Decision> rows = decisions(fields);
        fields.done();
        Json.send(response, run.choose(id, Optional.empty(), rows));
    }

    private static List<Imports.Decision> decisions(Fields fields) {
        List<Imports.Decision> rows = new ArrayList<>();
        for (Fields row : fields.objects("rows", Page.LIMIT_MAX)) {
            rows.add(
                    new Imports.Decision(
                            (int) row.number("at", 0, Integer.MAX_VALUE),
                            row.optionalChoice("choice", Choice.class),
                            row.flag("accepted", false)));
        }
        return rows;
    }

    /// With a body it is what `choices` takes; without one what was chosen before holds.
    private void commit(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        if (request.content().hasEntity()) {
            Fields fields = Body.json(request);
            ImportChoices choices = ImportChoices.read(fields);
            fields.done();
            run.choose(id, Optional.of(choices), List.of());
        }
        Json.send(response, run.commit(id));
    }
}
