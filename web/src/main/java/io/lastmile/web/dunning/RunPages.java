package io.lastmile.web.dunning;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.dunning.Dossier;
import io.lastmile.core.dunning.DunningForms;
import io.lastmile.core.dunning.DunningRoom;
import io.lastmile.core.dunning.DunningRun;
import io.lastmile.core.dunning.DunningRuns;
import io.lastmile.core.dunning.DunningStores;
import io.lastmile.core.dunning.Granted;
import io.lastmile.core.dunning.OffList;
import io.lastmile.core.dunning.RuleDesk;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `/dunning/runs`: what would have cut off too many at once, and a person's answer.
public final class RunPages {
    private record Found(DunningRun run, Page<DunningRuns.Item> page, OffList.Known names) {}

    private final Database database;
    private final DunningStores stores;
    private final RuleDesk desk;
    private final Templates templates;
    private final Clock clock;

    public RunPages(Database database, DunningRoom room, Templates templates, Clock clock) {
        this.database = database;
        this.stores = room.stores();
        this.desk = room.desks().rules();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.DUNNING_SEE)
                .get("/dunning/runs", this::runs)
                .get("/dunning/runs/{id}", this::show);
        routes.may(Permission.DUNNING_APPROVE)
                .post("/dunning/runs/{id}/confirm", this::confirm)
                .post("/dunning/runs/{id}/drop", this::drop);
    }

    private void runs(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<DunningRun> page = database.read(() -> stores.runs().page(wanted));
        DunningWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "runs", page.items().stream().map(words::run).toList(),
                        "more", page.next().orElse(""));
        templates.send(request, response, "admin/dunning_runs", values);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        show(request, response, wanted, TypedForm.of(Map.of("days", "1")));
    }

    private void show(
            ServerRequest request, ServerResponse response, Page.Request wanted, TypedForm form) {
        long id = Routes.longId(request, "run");
        Found found = database.read(() -> find(id, wanted));
        DunningWords words = words(request);
        List<DunningView.Row> rows =
                found.page().items().stream()
                        .map(item ->
                                words.row(
                                        new Dossier.Who(item.subscription(), item.customer(), 0),
                                        found.names().of(item.subscription()),
                                        item.verdict()))
                        .toList();
        Map<String, Object> values =
                Map.of(
                        "run",
                        words.run(found.run()),
                        "rows",
                        rows,
                        "form",
                        form,
                        "more",
                        found.page().next().orElse(""));
        templates.send(request, response, "admin/dunning_run", values);
    }

    private Found find(long id, Page.Request wanted) {
        DunningRun run =
                stores.runs().find(id).orElseThrow(() -> Problem.notFound("run", id).refusal());
        Page<DunningRuns.Item> page = stores.runs().items(id, wanted);
        List<Integer> ids = page.items().stream().map(DunningRuns.Item::subscription).toList();
        return new Found(run, page, stores.off().names(ids));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "run");
        answer(request, response, fields -> desk.confirm(id, DunningForms.count(fields)));
    }

    private void drop(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "run");
        answer(
                request,
                response,
                fields -> {
                    DunningForms.Dropping dropping = DunningForms.dropping(fields);
                    return desk.drop(id, dropping.days(), dropping.why());
                });
    }

    private void answer(
            ServerRequest request, ServerResponse response, Function<Fields, Granted> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            database.transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, "/dunning/runs/" + Routes.longId(request, "run"));
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            var first = new Page.Request(Page.LIMIT, Optional.empty());
            show(request, response, first, form.refused(refusal.problem(), Set.of()));
        }
    }

    private DunningWords words(ServerRequest request) {
        return new DunningWords(templates.texts(request), clock.instant(), stores.today());
    }
}
