package io.lastmile.core.lines;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;

/// `/api/lines`, `/api/names` and `/api/unaccounted`.
final class LineRoutes {
    private static final int AREA_LENGTH_MAX = 100;

    private final Database database;
    private final Details details;
    private final Directory directory;
    private final Lines lines;
    private final Names names;
    private final Sessions sessions;

    LineRoutes(Database database, LineStores stores, Details details, Directory directory) {
        this.database = database;
        this.details = details;
        this.directory = directory;
        this.lines = stores.lines();
        this.names = stores.names();
        this.sessions = stores.sessions();
    }

    void routes(Routes routes) {
        routes.may(Permission.LINES_CHANGE)
                .post("/api/lines", this::add)
                .put("/api/lines/{id}", this::change)
                .delete("/api/lines/{id}", this::remove);
        routes.may(Permission.LINES_SEE)
                .get("/api/lines", this::list)
                .get("/api/lines/{id}", this::one)
                .get("/api/lines/{id}/sessions", this::sessionsOfLine)
                .get("/api/names/{id}", this::name)
                .get("/api/names/{id}/sessions", this::sessionsOfName)
                .get("/api/unaccounted", this::unaccounted);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var search =
                new Lines.Search(
                        query.text("q", Like.LENGTH_MAX, ""),
                        (int) query.number("router", 1, Integer.MAX_VALUE, 0),
                        query.text("area", AREA_LENGTH_MAX, ""),
                        (int) query.number("plan", 1, Integer.MAX_VALUE, 0),
                        query.flag("free", false),
                        query.flag("suspended", false));
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> lines.page(search, page)));
    }

    private void add(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        LineDraft draft = LineDraft.read(fields);
        fields.done();
        Line added =
                database.transact(() -> find(lines.add(draft).idOrRefuse("line", draft.name())));
        directory.changed();
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/lines/" + added.id());
        send(response, added);
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Details.OfLine detail = details.line(id);
        response.header(HeaderNames.ETAG, "\"" + detail.line().version() + "\"");
        Json.send(response, detail);
    }

    private void change(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        LineDraft draft = LineDraft.read(fields);
        fields.done();
        Line changed =
                database.transact(
                        () -> find(lines.change(id, version, draft).idOrRefuse("line", id)));
        directory.changed();
        send(response, changed);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        long version = Body.version(request);
        database.transact(() -> lines.remove(id, version).idOrRefuse("line", id));
        directory.changed();
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void name(ServerRequest request, ServerResponse response) {
        Json.send(response, details.name(Routes.id(request, "name")));
    }

    private void sessionsOfLine(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Page.Request page = page(request);
        Json.send(
                response,
                database.read(() -> {
                    find(id);
                    return sessions.page(names.claims(id), page);
                }));
    }

    private void sessionsOfName(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "name");
        Page.Request page = page(request);
        Json.send(
                response,
                database.read(() -> {
                    if (names.find(id).isEmpty()) {
                        throw Problem.notFound("name", id).refusal();
                    }
                    return sessions.page(List.of(id), page);
                }));
    }

    private void unaccounted(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        int router = (int) query.number("router", 1, Integer.MAX_VALUE, 0);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> names.unaccounted(router, page)));
    }

    private static Page.Request page(ServerRequest request) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        return page;
    }

    private Line find(int id) {
        return lines.find(id).orElseThrow(() -> Problem.notFound("line", id).refusal());
    }

    private static void send(ServerResponse response, Line line) {
        response.header(HeaderNames.ETAG, "\"" + line.version() + "\"");
        Json.send(response, line);
    }
}
