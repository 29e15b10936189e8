package io.lastmile.web.subscriptions;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.SubscriptionDesk;
import io.lastmile.core.subscriptions.SubscriptionForms;
import io.lastmile.core.subscriptions.SubscriptionRoom;
import io.lastmile.core.subscriptions.Summary;
import io.lastmile.core.subscriptions.Timelines;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `/subscriptions/{id}`: how a service stands, why its paid time ends when it does, its holidays
/// and its end.
public final class SubscriptionPages {
    private static final TypedForm EMPTY = TypedForm.of(Map.of());

    private final Database database;
    private final SubscriptionRoom room;
    private final SubscriptionDesk desk;
    private final Templates templates;

    public SubscriptionPages(CoreApi core, Templates templates) {
        this.database = core.database();
        this.room = core.subscriptions();
        this.desk = room.desk();
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_SEE).get("/subscriptions/{id}", this::show);
        routes.may(Permission.SUBSCRIPTIONS_CHANGE)
                .post("/subscriptions/{id}/pause", this::pause)
                .post("/subscriptions/{id}/resumption", this::resume)
                .post("/subscriptions/{id}/termination", this::end)
                .post("/subscriptions/{id}/termination/cancellation", this::cancelEnd);
    }

    private void show(ServerRequest request, ServerResponse response) {
        show(request, response, "", EMPTY);
    }

    /// `which` form was refused.
    private void show(
            ServerRequest request, ServerResponse response, String which, TypedForm form) {
        int id = Routes.id(request, "subscription");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        var words = new SubscriptionWords(templates.texts(request), room.stores().days().today());
        SubscriptionView.One view = database.read(() -> view(id, page, words));
        response.header("Cache-Control", "no-store");
        templates.send(
                request,
                response,
                "admin/subscription",
                Map.of(
                        "view", view,
                        "pausing", which.equals("pause") ? form : EMPTY,
                        "ending", which.equals("end") ? form : EMPTY,
                        "other", which.isEmpty() ? form : EMPTY));
    }

    private SubscriptionView.One view(int id, Page.Request page, SubscriptionWords words) {
        var views = room.views();
        Summary summary =
                views.summaries()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("subscription", id).refusal());
        var why = views.timelines().why(id);
        var segments = views.timelines().segments(id, page);
        return new SubscriptionView.One(
                words.head(summary, why),
                words.because(why),
                words.facts(summary),
                words.segments(segments, room.stores()::named),
                segments.next().orElse(""),
                words.bar(segments.items()),
                summary.pause()
                        .map(pause ->
                                new SubscriptionView.Pause(words.pause(pause), pause.begun())),
                summary.termination().map(end -> words.ending(end.day())).orElse(""),
                summary.subscription().ended().isEmpty());
    }

    private void pause(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        change(
                request,
                response,
                "pause",
                fields -> {
                    var wanted = SubscriptionForms.holidays(fields);
                    return desk.pause(id, wanted.from(), wanted.until(), wanted.why());
                });
    }

    private void end(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        change(
                request,
                response,
                "end",
                fields -> {
                    var wanted = SubscriptionForms.ending(fields);
                    return desk.end(id, wanted.day(), wanted.why());
                });
    }

    private void resume(ServerRequest request, ServerResponse response) {
        plain(request, response, desk::resume);
    }

    private void cancelEnd(ServerRequest request, ServerResponse response) {
        plain(request, response, desk::cancelEnd);
    }

    private void plain(
            ServerRequest request, ServerResponse response, Function<Integer, Made> work) {
        int id = Routes.id(request, "subscription");
        change(
                request,
                response,
                "",
                fields -> {
                    fields.done();
                    return work.apply(id);
                });
    }

    private void change(
            ServerRequest request,
            ServerResponse response,
            String which,
            Function<Fields, Made> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            database.transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, "/subscriptions/" + Routes.id(request, "subscription"));
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            show(request, response, which, form.refused(refusal.problem(), Set.of()));
        }
    }

    /// For a customer's page: their services, in a unit of work of the caller's.
    public static SubscriptionView.OfCustomer ofCustomer(
            SubscriptionRoom room,
            int customer,
            SubscriptionWords words,
            Map<Integer, String> lines) {
        var summaries = room.views().summaries().ofCustomer(customer).orElseThrow();
        Set<Integer> running =
                summaries.stream()
                        .filter(one -> one.subscription().ended().isEmpty())
                        .map(one -> one.subscription().line())
                        .collect(Collectors.toSet());
        return new SubscriptionView.OfCustomer(
                summaries.stream().map(one -> words.row(one, why(room, one))).toList(),
                lines.entrySet().stream()
                        .filter(line -> !running.contains(line.getKey()))
                        .map(line ->
                                new SubscriptionView.Option("" + line.getKey(), line.getValue()))
                        .toList());
    }

    private static Optional<Timelines.Why> why(SubscriptionRoom room, Summary summary) {
        return room.views().timelines().why(summary.subscription().id());
    }
}
