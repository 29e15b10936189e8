package io.lastmile.web.imports;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.imports.ImportDesk;
import io.lastmile.core.imports.ImportRoom;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.Map;

/// `/customers/import`, `/plans/import`, `/lines/import` and the reports of files below them. Hang
/// it before the pages of the things themselves, whose ids stand at the same place.
public final class FilePages {
    private static final int HASH_LENGTH_MAX = 64;

    private final ImportRoom room;
    private final Templates templates;
    private final Clock clock;

    public FilePages(ImportRoom room, Templates templates, Clock clock) {
        this.room = room;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        room.kinds().forEach(kind -> routes(routes, kind));
    }

    private void routes(Routes routes, ImportRoom.Kind kind) {
        String path = "/" + kind.word() + "/import";
        routes.may(kind.permission())
                .get(path, (q, r) -> form(q, r, kind, ""))
                .upload(path, ImportDesk.LIMITS, (q, r) -> take(q, r, kind))
                .get(path + "/{id}", (q, r) -> report(q, r, kind))
                .get(
                        path + "/{id}/findings",
                        (q, r) -> kind.desk().findings(Routes.longId(q, "import"), r))
                .post(path + "/{id}/commit", (q, r) -> commit(q, r, kind));
    }

    private void form(
            ServerRequest request, ServerResponse response, ImportRoom.Kind kind, String refused) {
        FileWords words = words(request);
        templates.send(
                request,
                response,
                "import",
                Map.of(
                        "kind",
                        kind.word(),
                        "columns",
                        kind.desk().columns(),
                        "refused",
                        refused,
                        "files",
                        kind.desk().last().stream()
                                .map(file -> words.file(file, clock.instant()))
                                .toList()));
    }

    private void take(ServerRequest request, ServerResponse response, ImportRoom.Kind kind) {
        try {
            long id = kind.desk().take(Upload.of(request));
            SeeOther.send(response, "/" + kind.word() + "/import/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(request, response, kind, refusal.problem().detail());
        }
    }

    private void report(ServerRequest request, ServerResponse response, ImportRoom.Kind kind) {
        ImportDesk.Report report = kind.desk().report(Routes.longId(request, "import"));
        FileWords words = words(request);
        templates.send(
                request,
                response,
                "import_report",
                Map.of(
                        "kind",
                        kind.word(),
                        "file",
                        words.file(report.file(), clock.instant()),
                        "more",
                        words.more(report.found(), report.findings().size()),
                        "rows",
                        report.findings().stream().map(words::row).toList()));
    }

    private void commit(ServerRequest request, ServerResponse response, ImportRoom.Kind kind) {
        long id = Routes.longId(request, "import");
        Fields form = Body.form(request);
        String hash = form.text("hash", HASH_LENGTH_MAX);
        form.done();
        kind.desk().commit(id, hash);
        SeeOther.send(response, "/" + kind.word() + "/import/" + id);
    }

    private FileWords words(ServerRequest request) {
        return new FileWords(templates.texts(request));
    }
}
