package io.lastmile.core.customers;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import java.util.List;

/// `/api/customers/{id}/documents` and `/photo`.
final class DocumentRoutes {
    record Items(List<Documents.Document> items) {}

    private final CustomerParts parts;
    private final DocumentDesk desk;

    DocumentRoutes(CustomerParts parts) {
        this.parts = parts;
        this.desk = new DocumentDesk(parts);
    }

    void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_SEE).get("/api/customers/{id}/documents", this::list);
        routes.may(Permission.CUSTOMERS_CHANGE)
                .pictures(
                        "/api/customers/{id}/documents",
                        DocumentDesk.FIELD,
                        DocumentDesk.LIMITS,
                        this::add)
                .post("/api/customers/{id}/documents/remove", this::remove);
        routes.may(Permission.DOCUMENTS_REVEAL)
                .postUnkept("/api/customers/{id}/documents/reveal", this::reveal)
                .get("/api/customers/{id}/photo", (q, r) -> desk.photo(q, r, "API"));
    }

    private void list(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Json.send(
                response,
                new Items(parts.database().read(() -> parts.documents().of(parts.need(id).id()))));
    }

    private void add(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        long added = desk.add(id, Upload.of(request));
        Documents.Document document =
                parts.database()
                        .read(() ->
                                parts.documents().of(id).stream()
                                        .filter(found -> found.id() == added)
                                        .findFirst()
                                        .orElseThrow(() ->
                                                Problem.notFound("document", added).refusal()));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/customers/" + id + "/documents");
        Json.send(response, document);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        desk.remove(Routes.id(request, "customer"), fields);
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void reveal(ServerRequest request, ServerResponse response) {
        desk.reveal(request, response, Body.json(request));
    }
}
