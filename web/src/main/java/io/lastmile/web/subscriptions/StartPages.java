package io.lastmile.web.subscriptions;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.lines.Line;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.SubscriptionForms;
import io.lastmile.core.subscriptions.Summary;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// `/subscriptions/new`: a service for a line that has none.
public final class StartPages {
    private static final int ID_MAX = 999_999_999;

    private final CoreApi core;
    private final CustomerParts customers;
    private final Templates templates;

    public StartPages(CoreApi core, Templates templates) {
        this.core = core;
        this.customers = core.customers().parts();
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.SUBSCRIPTIONS_CHANGE)
                .get("/subscriptions/new", this::form)
                .post("/subscriptions/new", this::start);
    }

    private void form(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        int line = (int) query.number("line", 1, ID_MAX);
        query.done();
        Map<String, String> typed = new LinkedHashMap<>();
        String today = core.subscriptions().stores().days().today().toString();
        typed.put("start", today);
        typed.put("graceDays", "0");
        core.database()
                .read(() -> core.lines().stores().lines().find(line))
                .flatMap(Line::plan)
                .ifPresent(plan -> typed.put("plan", "" + plan));
        show(request, response, line, TypedForm.of(typed));
    }

    private void show(ServerRequest request, ServerResponse response, int line, TypedForm form) {
        boolean bangla = templates.texts(request).bangla();
        SubscriptionView.Start view = core.database().read(() -> view(line, bangla));
        templates.send(
                request, response, "admin/subscription_new", Map.of("view", view, "form", form));
    }

    private SubscriptionView.Start view(int id, boolean bangla) {
        Line line =
                core.lines()
                        .stores()
                        .lines()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("line", id).refusal());
        var owner = line.customer().flatMap(customers.customers()::find);
        return new SubscriptionView.Start(
                id,
                line.name(),
                line.customer().orElse(0),
                owner.map(found -> found.person().name()).orElse(""),
                core.plans().plans().sold().stream()
                        .map(plan ->
                                new SubscriptionView.Option(
                                        "" + plan.id(),
                                        name(
                                                core.subscriptions().stores().named(plan.id()),
                                                bangla)))
                        .toList());
    }

    private static String name(Summary.Named plan, boolean bangla) {
        return bangla && !plan.nameBn().isEmpty() ? plan.nameBn() : plan.name();
    }

    private void start(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            var draft = SubscriptionForms.start(form.fields(Map.of()));
            long id =
                    core.database()
                            .transact(() -> core.subscriptions().desk().start(draft).idOrRefuse());
            SeeOther.send(response, "/subscriptions/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            String line = form.value("line");
            int id = line.matches("[0-9]{1,9}") ? Integer.parseInt(line) : 0;
            show(request, response, id, form.refused(refusal.problem(), Set.of()));
        }
    }
}
