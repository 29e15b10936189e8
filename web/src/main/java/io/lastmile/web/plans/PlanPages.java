package io.lastmile.web.plans;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanDifference;
import io.lastmile.core.plans.PlanDraft;
import io.lastmile.core.plans.PlanRoom;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Actor;
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
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `/plans`, what is below it, and `/tariffs`, which everybody may see. A form without a fault
/// first shows what it would change; confirmed, it saves.
public final class PlanPages {
    private static final int WHY_LENGTH_MAX = 500;
    private static final int VERSIONS = 50;

    private final Database database;
    private final PlanRoom room;
    private final Templates templates;

    public PlanPages(Database database, PlanRoom room, Templates templates) {
        this.database = database;
        this.room = room;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.PLANS_CHANGE)
                .get("/plans/new", this::add)
                .post("/plans/new", this::added)
                .get("/plans/{id}/edit", this::edit)
                .post("/plans/{id}/edit", this::edited)
                .post("/plans/{id}/retire", this::retire);
        routes.may(Permission.PLANS_SEE).get("/plans", this::list).get("/plans/{id}", this::one);
        routes.open().get("/tariffs", this::tariffs);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        boolean retired = query.flag("retired", false);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<Plan> page = database.read(() -> room.plans().page(retired, wanted));
        List<PlanLine> lines = page.items().stream().map(words(request)::line).toList();
        Map<String, Object> values =
                Map.of("plans", lines, "retired", retired, "more", page.next().orElse(""));
        templates.send(request, response, "plans", values);
    }

    private void tariffs(ServerRequest request, ServerResponse response) {
        List<Plan> plans =
                Actor.system("tariffs").call(() -> database.read(room.plans()::published));
        List<PlanLine> lines = plans.stream().map(words(request)::line).toList();
        templates.send(request, response, "tariffs", Map.of("plans", lines));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        record Found(Plan plan, List<PlanVersion> versions) {}
        var first = new Page.Request(VERSIONS, Optional.empty());
        Found found =
                database.read(() -> new Found(plan(id), room.plans().versions(id, first).items()));
        PlanView view = words(request).view(found.plan(), found.versions());
        templates.send(request, response, "plan", Map.of("plan", view));
    }

    private void add(ServerRequest request, ServerResponse response) {
        form(request, response, Optional.empty(), TypedForm.of(PlanTyped.empty()));
    }

    /// From what customers have now, or from the version that `planned` names, with its day.
    private void edit(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        long number = query.number("planned", 1, Integer.MAX_VALUE, 0);
        query.done();
        Plan plan = database.read(() -> plan(Routes.id(request, "plan")));
        PlanVersion from =
                plan.planned().stream()
                        .filter(version -> version.number() == number)
                        .findFirst()
                        .orElse(plan.current());
        TypedForm form = TypedForm.of(PlanTyped.of(plan, from, room.today()));
        form(request, response, Optional.of(plan), form);
    }

    private void added(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            PlanDraft draft = draft(form, List.of());
            int id = database.transact(() -> room.plans().add(draft).idOrRefuse());
            SeeOther.send(response, "/plans/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(
                    request,
                    response,
                    Optional.empty(),
                    form.refused(refusal.problem(), PlanTyped.SCALES.keySet()));
        }
    }

    private void edited(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        TypedForm form = TypedForm.of(Body.formValues(request));
        Plan plan = database.read(() -> plan(id));
        try {
            PlanDraft draft = draft(form, begins(plan));
            if (form.is("confirm", "yes")) {
                database.transact(() -> room.plans().change(id, version(form), draft).idOrRefuse());
                SeeOther.send(response, "/plans/" + id);
            } else {
                checked(request, response, plan, form, draft);
            }
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(
                    request,
                    response,
                    Optional.of(plan),
                    form.refused(refusal.problem(), PlanTyped.SCALES.keySet()));
        }
    }

    private void checked(
            ServerRequest request,
            ServerResponse response,
            Plan plan,
            TypedForm form,
            PlanDraft draft) {
        PlanDifference difference = database.read(() -> room.plans().difference(plan.id(), draft));
        PlanWords words = words(request);
        var view =
                new PlanFormView(
                        title(request, plan),
                        "" + plan.id(),
                        form,
                        words.planned(plan),
                        Optional.of(words.preview(difference, room.now())));
        templates.send(request, response, "plan_form", Map.of("view", view));
    }

    private void form(
            ServerRequest request, ServerResponse response, Optional<Plan> plan, TypedForm form) {
        String title =
                plan.map(p -> title(request, p))
                        .orElseGet(() -> templates.texts(request).of("plan.add"));
        String id = plan.map(p -> "" + p.id()).orElse("");
        var planned = plan.map(words(request)::planned).orElse(List.of());
        var view = new PlanFormView(title, id, form, planned, Optional.empty());
        templates.send(request, response, "plan_form", Map.of("view", view));
    }

    private String title(ServerRequest request, Plan plan) {
        String name = words(request).name(plan.terms());
        return templates.texts(request).of("plan.edit-title", "name", name);
    }

    private void retire(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        Fields fields = Body.form(request);
        long version = fields.number("version", 1, Integer.MAX_VALUE);
        String why = fields.text("why", WHY_LENGTH_MAX);
        fields.done();
        database.transact(() -> room.plans().retire(id, version, why).idOrRefuse());
        SeeOther.send(response, "/plans/" + id);
    }

    private PlanDraft draft(TypedForm form, List<PlanVersion> planned) {
        PlanDraft.Today today = room.today();
        Fields fields = PlanTyped.fields(form, planned, today);
        PlanDraft draft = PlanDraft.read(fields, today);
        fields.done();
        return draft;
    }

    /// The versions whose time has not come.
    private List<PlanVersion> begins(Plan plan) {
        return Stream.concat(Stream.of(plan.current()), plan.planned().stream())
                .filter(version -> version.effective().isAfter(room.now()))
                .toList();
    }

    private static long version(TypedForm form) {
        String version = form.value("version");
        return version.matches("[0-9]{1,9}") ? Long.parseLong(version) : 0;
    }

    private Plan plan(int id) {
        return room.plans().find(id).orElseThrow(() -> Problem.notFound("plan", id).refusal());
    }

    private PlanWords words(ServerRequest request) {
        Texts texts = templates.texts(request);
        return new PlanWords(texts, texts.bangla());
    }
}
