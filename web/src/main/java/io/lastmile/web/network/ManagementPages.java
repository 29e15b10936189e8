package io.lastmile.web.network;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.lines.Router;
import io.lastmile.core.network.GardenSettings;
import io.lastmile.core.network.ImportReport;
import io.lastmile.core.network.Scripts;
import io.lastmile.core.network.Writer;
import io.lastmile.core.network.WriterDraft;
import io.lastmile.core.network.WriterTest;
import io.lastmile.core.network.Writers;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a router is managed: its writing user, imports, scripts; and what the walled garden lets
/// through.
final class ManagementPages {
    private final CoreApi core;
    private final Templates templates;
    private final Clock clock;

    ManagementPages(CoreApi core, Templates templates, Clock clock) {
        this.core = core;
        this.templates = templates;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.may(Permission.NETWORK_SEE)
                .get("/routers/{id}/management", (q, r) -> show(q, r, Optional.empty()))
                .get("/routers/{id}/script", this::script)
                .get("/routers/{id}/walled-garden", this::gardenScript)
                .get("/network/walled-garden", this::garden);
        routes.may(Permission.NETWORK_CHANGE)
                .postUnkept("/routers/{id}/management", this::put)
                .postUnkept("/routers/{id}/management/test", this::test)
                .post("/routers/{id}/management/compare", this::compare)
                .post("/routers/{id}/management/remove", this::remove)
                .post("/network/walled-garden", this::change);
    }

    private void show(
            ServerRequest request, ServerResponse response, Optional<WriterTest.Report> probe) {
        Router router = router(request);
        Optional<Writer> writer = writer(router.id());
        var form = TypedForm.of(writer.map(ManagementPages::typed).orElseGet(this::empty));
        show(request, response, form, probe);
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            TypedForm form,
            Optional<WriterTest.Report> probe) {
        Router router = router(request);
        Texts texts = templates.texts(request);
        var view =
                new ManagementView(
                        router.id(),
                        router.name(),
                        writer(router.id()).isPresent(),
                        form,
                        core.imports().run().ofRouter(router.id()).stream()
                                .map(report -> made(report, texts))
                                .toList(),
                        core.imports().scripts().garden().complete(),
                        rules(router.id(), texts),
                        probe.map(found -> steps(found, texts)).orElse(List.of()));
        templates.send(request, response, "network_management", Map.of("view", view));
    }

    private ManagementView.Rules rules(int router, Texts texts) {
        return core.database().read(() -> core.network().stores().drifts().routers()).stream()
                .filter(drift -> drift.router() == router && drift.managed())
                .findFirst()
                .flatMap(drift ->
                        drift.rulesRead().map(read -> rules(drift.rulesMissing(), read, texts)))
                .orElse(new ManagementView.Rules(false, ""));
    }

    private ManagementView.Rules rules(String missing, Instant read, Texts texts) {
        String time = texts.format().moment(read, clock.instant());
        return missing.isEmpty()
                ? new ManagementView.Rules(true, texts.of("garden.stands", "time", time))
                : new ManagementView.Rules(
                        false, texts.of("garden.misses", "what", missing, "time", time));
    }

    private static List<ManagementView.Step> steps(WriterTest.Report report, Texts texts) {
        return report.steps().stream()
                .map(step ->
                        new ManagementView.Step(
                                texts.of("management.step." + step.step()), step.ok(), step.says()))
                .toList();
    }

    private ManagementView.Made made(ImportReport report, Texts texts) {
        String says =
                texts.of(
                        "import.made",
                        "who",
                        report.madeBy(),
                        "time",
                        texts.format().moment(report.made(), clock.instant()));
        return new ManagementView.Made(report.id(), says, report.committed().isPresent());
    }

    private Router router(ServerRequest request) {
        int id = Routes.id(request, "router");
        return core.database()
                .read(() -> core.lines().stores().routers().find(id))
                .orElseThrow(() -> Problem.notFound("router", id).refusal());
    }

    private Optional<Writer> writer(int router) {
        return core.database().read(() -> core.network().stores().writers().find(router));
    }

    private Map<String, String> empty() {
        var draft = new WriterDraft("lastmile-writes", "");
        Map<String, String> values = new HashMap<>();
        values.put("username", draft.username());
        values.put("requestsPerSecond", "" + draft.requestsPerSecond());
        values.put("burst", "" + draft.burst());
        values.put("kicksPerMinute", "" + draft.kicksPerMinute());
        values.put("enabled", "true");
        return values;
    }

    private static Map<String, String> typed(Writer writer) {
        return Map.of(
                "version", "" + writer.version(),
                "username", writer.username(),
                "requestsPerSecond", "" + writer.requestsPerSecond(),
                "burst", "" + writer.burst(),
                "kicksPerMinute", "" + writer.kicksPerMinute(),
                "localAddress", writer.localAddress(),
                "pool", writer.pool(),
                "enabled", "" + writer.enabled());
    }

    private void put(ServerRequest request, ServerResponse response) {
        Router router = router(request);
        Map<String, String> typed = new HashMap<>(Body.formValues(request));
        try {
            Fields fields = Body.formOf(typed);
            WriterDraft draft = WriterDraft.read(fields);
            long version = fields.number("version", 0, Integer.MAX_VALUE, 0);
            fields.done();
            core.database()
                    .transact(() ->
                            core.network()
                                    .stores()
                                    .writers()
                                    .put(router.id(), version, draft)
                                    .orRefuse());
            seeOther(response, "/routers/" + router.id() + "/management");
        } catch (Refusal refusal) {
            typed.put("password", "");
            response.status(refusal.problem().status());
            TypedForm form = TypedForm.of(typed).refused(refusal.problem(), Set.of());
            show(request, response, form, Optional.empty());
        }
    }

    private void test(ServerRequest request, ServerResponse response) {
        int router = router(request).id();
        Body.form(request).done();
        Writers.Reach reach =
                core.database()
                        .read(() -> core.network().stores().writers().reach(router))
                        .filter(Writers.Reach::writes)
                        .orElseThrow(() -> Problem.notFound("writing user", router).refusal());
        show(request, response, Optional.of(core.network().test().run(reach)));
    }

    private void compare(ServerRequest request, ServerResponse response) {
        int router = router(request).id();
        Body.form(request).done();
        core.database()
                .transact(() -> {
                    core.network().stores().drifts().compare(router);
                    return router;
                });
        seeOther(response, "/network?router=" + router);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        Router router = router(request);
        Fields fields = Body.form(request);
        long version = fields.number("version", 1, Integer.MAX_VALUE);
        fields.done();
        core.database()
                .transact(() ->
                        core.network().stores().writers().remove(router.id(), version).orRefuse());
        seeOther(response, "/routers/" + router.id() + "/management");
    }

    private void script(ServerRequest request, ServerResponse response) {
        Router router = router(request);
        show(
                request,
                response,
                router,
                core.imports().scripts().wanted(router.id()),
                "/api/routers/" + router.id() + "/script");
    }

    private void gardenScript(ServerRequest request, ServerResponse response) {
        Router router = router(request);
        Optional<Scripts.Script> script = core.imports().scripts().walledGarden(router.id());
        if (script.isEmpty()) {
            seeOther(response, "/network/walled-garden");
            return;
        }
        String file = "/api/routers/" + router.id() + "/walled-garden";
        show(request, response, router, script.get(), file);
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            Router router,
            Scripts.Script script,
            String file) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        templates.send(
                request,
                response,
                "network_script",
                Map.of(
                        "router", router.id(),
                        "name", router.name(),
                        "title", script.fileName(),
                        "text", script.text(),
                        "file", file));
    }

    private void garden(ServerRequest request, ServerResponse response) {
        form(request, response, TypedForm.of(typed(core.imports().scripts().garden())));
    }

    private static Map<String, String> typed(GardenSettings settings) {
        return Map.of(
                "version", "" + settings.version(),
                "portalHost", settings.portalHost(),
                "portalAddress", settings.portalAddress(),
                "portalPort", "" + settings.portalPort(),
                "hosts", String.join(", ", settings.hosts()),
                "localAddress", settings.localAddress(),
                "ranges", settings.ranges());
    }

    private void change(ServerRequest request, ServerResponse response) {
        Map<String, String> typed = Body.formValues(request);
        try {
            Fields fields = Body.formOf(typed);
            GardenSettings settings = GardenSettings.read(fields);
            fields.done();
            core.imports().scripts().change(settings);
            seeOther(response, "/network/walled-garden");
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(request, response, TypedForm.of(typed).refused(refusal.problem(), Set.of()));
        }
    }

    private void form(ServerRequest request, ServerResponse response, TypedForm form) {
        templates.send(request, response, "network_garden", Map.of("form", form));
    }

    static void seeOther(ServerResponse response, String location) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, location);
        response.send();
    }
}
