package io.lastmile.web.network;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.lines.Routers;
import io.lastmile.core.network.Choice;
import io.lastmile.core.network.ImportChoices;
import io.lastmile.core.network.ImportLine;
import io.lastmile.core.network.ImportReport;
import io.lastmile.core.network.ImportRun;
import io.lastmile.core.network.Imports;
import io.lastmile.core.network.Verdict;
import io.lastmile.core.network.Writers;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/network/imports`: a router's configuration beside our lines, and what to do about it. Plain
/// forms: choose, look at the numbers, commit.
final class ImportPages {
    private static final int Q_LENGTH_MAX = 100;

    private final Database database;
    private final ImportRun run;
    private final Routers routers;
    private final Writers writers;
    private final Templates templates;
    private final Clock clock;

    ImportPages(CoreApi core, Templates templates, Clock clock) {
        this.database = core.database();
        this.run = core.imports().run();
        this.routers = core.lines().stores().routers();
        this.writers = core.network().stores().writers();
        this.templates = templates;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.may(Permission.NETWORK_CHANGE)
                .post("/routers/{id}/imports", this::make)
                .get("/network/imports/{id}", this::one)
                .post("/network/imports/{id}", this::choose)
                .get("/network/imports/{id}/confirm", this::confirm)
                .post("/network/imports/{id}/commit", this::commit);
    }

    private void make(ServerRequest request, ServerResponse response) {
        int router = Routes.id(request, "router");
        Body.form(request).done();
        try {
            ManagementPages.seeOther(response, "/network/imports/" + run.make(router).id());
        } catch (Refusal refusal) {
            if (refusal.problem().status() == 404) {
                throw refusal;
            }
            response.status(refusal.problem().status());
            failed(request, response, refusal.problem(), "/routers/" + router);
        }
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        Fields query = Body.query(request);
        var filter =
                new Imports.Filter(
                        query.optionalChoice("verdict", Verdict.class),
                        "",
                        query.text("q", Q_LENGTH_MAX, ""));
        Page.Request wanted = Page.Request.of(query);
        query.done();
        ImportReport report = run.report(id);
        Page<ImportLine> rows = run.rows(id, filter, wanted);
        var words = new ImportWords(templates.texts(request));
        var view =
                new ImportView(
                        id,
                        report.router(),
                        name(report.router()),
                        made(request, report),
                        report.committed().isPresent(),
                        managed(report.router()),
                        words.counts(report, filter.verdict()),
                        words.absent(report),
                        words.groups(report.choices()),
                        new ImportView.Filter(
                                filter.verdict().map(Fields::nameOf).orElse(""), filter.q()),
                        rows.items().stream().map(words::line).toList(),
                        rows.next().orElse(""),
                        report.result().map(words::result).orElse(List.of()));
        templates.send(request, response, "network_import", Map.of("view", view));
    }

    private String made(ServerRequest request, ImportReport report) {
        var texts = templates.texts(request);
        return texts.of(
                "import.made",
                "who",
                report.madeBy(),
                "time",
                texts.format().moment(report.made(), clock.instant()));
    }

    private boolean managed(int router) {
        return database.read(() -> writers.find(router).isPresent());
    }

    private String name(int router) {
        return database.read(() -> routers.find(router).map(r -> r.name()).orElse("" + router));
    }

    /// Keeps groups and the rows of this page, then shows the same page or the numbers.
    private void choose(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        Fields fields = Body.form(request);
        ImportChoices choices = ImportChoices.read(fields);
        List<Imports.Decision> decisions =
                fields.objects("rows", Page.LIMIT_MAX).stream().map(ImportPages::decision).toList();
        boolean go = fields.text("go", 10, "").equals("confirm");
        String verdict =
                fields.optionalChoice("verdict", Verdict.class).map(Fields::nameOf).orElse("");
        fields.done();
        run.choose(id, Optional.of(choices), decisions);
        String page = "/network/imports/" + id;
        ManagementPages.seeOther(response, go ? page + "/confirm" : page + "?verdict=" + verdict);
    }

    private static Imports.Decision decision(Fields row) {
        return new Imports.Decision(
                (int) row.number("at", 0, Integer.MAX_VALUE),
                row.optionalChoice("choice", Choice.class),
                row.flag("accepted", false));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        ImportReport report = run.report(id);
        var preview = run.preview(id);
        var words = new ImportWords(templates.texts(request));
        templates.send(
                request,
                response,
                "network_import_confirm",
                Map.of(
                        "id", id,
                        "router", name(report.router()),
                        "facts", words.preview(preview),
                        "empty", preview.isEmpty(),
                        "kept", preview.kept() > 0));
    }

    private void commit(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "import");
        Body.form(request).done();
        try {
            run.commit(id);
            ManagementPages.seeOther(response, "/network/imports/" + id);
        } catch (Refusal refusal) {
            if (refusal.problem().status() == 404) {
                throw refusal;
            }
            response.status(refusal.problem().status());
            failed(request, response, refusal.problem(), "/network/imports/" + id);
        }
    }

    private void failed(
            ServerRequest request, ServerResponse response, Problem problem, String back) {
        templates.send(
                request,
                response,
                "network_refused",
                Map.of("title", problem.title(), "says", problem.detail(), "back", back));
    }
}
