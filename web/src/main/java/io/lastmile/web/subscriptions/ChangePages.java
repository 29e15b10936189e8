package io.lastmile.web.subscriptions;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.ChangeDesk;
import io.lastmile.core.subscriptions.ChangeMode;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.SubscriptionForms;
import io.lastmile.core.subscriptions.SubscriptionRoom;
import io.lastmile.core.subscriptions.Summary;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `/subscriptions/{id}/change`: another plan from the quote to the approval.
public final class ChangePages {
    private static final String PATH = "/subscriptions/{id}/change";

    private record Found(
            SubscriptionView.Head head,
            Optional<SubscriptionView.Quote> quote,
            Optional<SubscriptionView.Bill> bill,
            List<SubscriptionView.Option> plans) {}

    private final CoreApi core;
    private final SubscriptionRoom room;
    private final ChangeDesk desk;
    private final Templates templates;
    private final Clock clock;

    public ChangePages(CoreApi core, Templates templates, Clock clock) {
        this.core = core;
        this.room = core.subscriptions();
        this.desk = room.changes();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_SEE).get(PATH, this::show);
        routes.may(Permission.SUBSCRIPTIONS_CHANGE)
                .post(PATH, this::quote)
                .post(PATH + "/acceptance", (q, r) -> step(q, r, desk::accept))
                .post(PATH + "/approval", (q, r) -> step(q, r, this::approve))
                .post(PATH + "/payment", (q, r) -> step(q, r, core.billing().changes()::settle))
                .post(PATH + "/cancellation", this::cancel);
    }

    private void show(ServerRequest request, ServerResponse response) {
        show(request, response, TypedForm.of(Map.of()));
    }

    private void show(ServerRequest request, ServerResponse response, TypedForm form) {
        int id = Routes.id(request, "subscription");
        Texts texts = templates.texts(request);
        Found found = core.database().read(() -> find(id, texts));
        response.header("Cache-Control", "no-store");
        templates.send(
                request,
                response,
                "admin/subscription_change",
                Map.of(
                        "head", found.head(),
                        "quote", found.quote(),
                        "bill", found.bill(),
                        "plans", found.plans(),
                        "form", form));
    }

    private Found find(int id, Texts texts) {
        Summary summary =
                room.views()
                        .summaries()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("subscription", id).refusal());
        var words = new SubscriptionWords(texts, room.stores().days().today());
        var quotes = new QuoteWords(texts, words, clock.instant());
        return new Found(
                words.head(summary, Optional.empty()),
                room.views().quotes().pending(id).map(quotes::quote),
                room.views()
                        .quotes()
                        .pending(id)
                        .filter(_ -> Actor.current().may(Permission.BILLING_SEE))
                        .filter(quote -> quote.fresh() && !quote.scheduled())
                        .flatMap(quote -> core.billing().changes().quote(quote.change().id()))
                        .map(quotes::bill),
                core.plans().plans().sold().stream()
                        .map(plan -> room.stores().named(plan.id()))
                        .filter(plan -> plan.id() != summary.plan().id())
                        .map(plan -> new SubscriptionView.Option("" + plan.id(), words.name(plan)))
                        .toList());
    }

    private void quote(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        change(
                request,
                response,
                fields -> {
                    var wanted = SubscriptionForms.wanted(fields);
                    return desk.quote(id, wanted.plan(), wanted.mode());
                });
    }

    private void step(ServerRequest request, ServerResponse response, Function<Long, Made> work) {
        change(
                request,
                response,
                fields -> {
                    long change = own(request, fields);
                    fields.done();
                    return work.apply(change);
                });
    }

    /// What costs nothing more, or is billed later, is applied at once.
    private Made approve(long change) {
        core.billing().changes().lock(change);
        Made made = desk.approve(change);
        boolean waits =
                made instanceof Made.Done
                        && core.billing()
                                .changes()
                                .quote(change)
                                .filter(quote -> quote.change().mode() != ChangeMode.PERIOD_END)
                                .filter(quote -> quote.missing().isZero())
                                .isPresent();
        return waits ? core.billing().changes().settle(change) : made;
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> {
                    long change = own(request, fields);
                    return desk.cancel(change, SubscriptionForms.why(fields));
                });
    }

    /// The change that the form names, of this subscription.
    private long own(ServerRequest request, Fields fields) {
        int id = Routes.id(request, "subscription");
        long change = fields.number("change", 1, Long.MAX_VALUE);
        boolean own =
                room.stores()
                        .changes()
                        .find(change)
                        .filter(found -> found.subscription() == id)
                        .isPresent();
        if (!own) {
            throw Problem.notFound("plan change", change).refusal();
        }
        return change;
    }

    private void change(
            ServerRequest request, ServerResponse response, Function<Fields, Made> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        String path = "/subscriptions/" + Routes.id(request, "subscription");
        try {
            Fields fields = form.fields(Map.of());
            core.database().transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, path + "/change");
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            show(request, response, form.refused(refusal.problem(), Set.of()));
        }
    }
}
