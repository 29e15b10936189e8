package io.lastmile.core.imports;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import java.util.List;

/// `/api/files/{kind}` and `/api/exports/{kind}` of one kind.
final class ImportRoutes {
    private static final int HASH_LENGTH_MAX = 64;

    record Items(List<Stored> items) {}

    private final Sheet sheet;
    private final ImportDesk desk;

    ImportRoutes(Sheet sheet, ImportDesk desk) {
        this.sheet = sheet;
        this.desk = desk;
    }

    void routes(Routes routes) {
        String path = "/api/files/" + sheet.word();
        routes.may(sheet.permission())
                .upload(path, ImportDesk.LIMITS, this::take)
                .get(path, (_, response) -> Json.send(response, new Items(desk.last(sheet))))
                .get(path + "/{id}", this::report)
                .get(path + "/{id}/findings", this::findings)
                .post(path + "/{id}/commit", this::commit)
                .get("/api/exports/" + sheet.word(), (_, response) -> desk.export(sheet, response));
    }

    private void take(ServerRequest request, ServerResponse response) {
        long id = desk.take(sheet, Upload.of(request));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/files/" + sheet.word() + "/" + id);
        Json.send(response, desk.report(sheet, id));
    }

    private void report(ServerRequest request, ServerResponse response) {
        Json.send(response, desk.report(sheet, Routes.longId(request, "import")));
    }

    private void findings(ServerRequest request, ServerResponse response) {
        desk.findings(sheet, Routes.longId(request, "import"), response);
    }

    private void commit(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        Fields fields = Body.json(request);
        String hash = fields.text("hash", HASH_LENGTH_MAX);
        fields.done();
        desk.commit(sheet, id, hash);
        Json.send(response, desk.report(sheet, id));
    }
}
