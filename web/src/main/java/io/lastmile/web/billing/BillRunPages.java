package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.BillingForms;
import io.lastmile.core.billing.BillingRun;
import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.RunDesk;
import io.lastmile.core.billing.RunFigures;
import io.lastmile.core.billing.RunRiders;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/billing/runs`: what would be charged against the periods before, confirmed by somebody, and
/// what came of it.
final class BillRunPages {
    private static final Page.Request FIRST = new Page.Request(Page.LIMIT, Optional.empty());
    private static final Set<String> ONLY = Set.of("first", "more", "less", "changed");
    static final String GONE = "gone";
    private static final String RIDING = "riding";
    private static final Set<String> OTHER = Set.of(GONE, RIDING);

    /// While a job works on it, the page loads itself again.
    private static final String SECONDS = "3";

    record Found(
            BillingRun run,
            BillingRun.Sums sums,
            List<RunFigures.OfPlan> plans,
            List<RunFigures.Gone> gone,
            RunRiders.Sums riding,
            Page<RunRiders.Rider> riders,
            Page<BillingRun.Item> items) {
        /// Where the list goes on.
        String next() {
            return items.next().or(riders::next).orElse("");
        }
    }

    /// Which rows of a run somebody looks at.
    private record Wanted(String only, Page.Request page) {}

    private final BillRooms rooms;
    private final BillingStores stores;
    private final RunDesk desk;

    BillRunPages(BillRooms rooms) {
        this.rooms = rooms;
        this.stores = rooms.stores();
        this.desk = rooms.billing().runs();
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE)
                .get("/billing/runs", this::list)
                .get("/billing/runs/{id}", this::show);
        routes.may(Permission.BILLING_RUN)
                .post("/billing/runs", this::start)
                .post("/billing/runs/{id}/confirm", (q, r) -> move(q, r, desk::confirm))
                .post("/billing/runs/{id}/drop", (q, r) -> move(q, r, desk::drop));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        var today = Map.of("through", stores.today().toString());
        list(request, response, wanted, new Typed(TypedForm.of(today), ""));
    }

    /// A form as it was typed, and what a desk refused of it.
    private record Typed(TypedForm form, String refused) {}

    private void list(
            ServerRequest request, ServerResponse response, Page.Request wanted, Typed typed) {
        Page<BillingRun> page = rooms.core().database().read(() -> stores.runs().page(wanted));
        var words = new BillRunWords(rooms.words(request));
        Map<String, Object> values =
                Map.of(
                        "runs", page.items().stream().map(words::run).toList(),
                        "form", typed.form(),
                        "refused", typed.refused(),
                        "more", page.next().orElse(""));
        rooms.templates().send(request, response, "admin/bill_runs", values);
    }

    private void start(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            var through = BillingForms.through(form.fields(Map.of()));
            long id = rooms.core().database().transact(() -> desk.start(through).idOrRefuse());
            SeeOther.send(response, "/billing/runs/" + id);
        } catch (Refusal refusal) {
            Problem problem = refusal.problem();
            response.status(problem.status());
            String says = new RefusalWords(rooms.templates().texts(request)).of(problem);
            list(request, response, FIRST, new Typed(form.refused(problem, Set.of()), says));
        }
    }

    private void show(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String only = query.text("only", 10, "");
        if (!only.isEmpty() && !OTHER.contains(only) && !ONLY.contains(only)) {
            query.refuse("only", only, "first, more, less, changed, gone or riding");
        }
        Page.Request page = Page.Request.of(query);
        query.done();
        show(request, response, new Wanted(only, page), "");
    }

    private void show(
            ServerRequest request, ServerResponse response, Wanted wanted, String refused) {
        long id = Routes.longId(request, "billing run");
        Found found = rooms.core().database().read(() -> find(id, wanted));
        if (found.run().state() == BillingRun.State.RECKONING
                || found.run().state() == BillingRun.State.CONFIRMED) {
            response.header("Refresh", SECONDS);
        }
        response.header("Cache-Control", "no-store");
        var words = new BillRunWords(rooms.words(request));
        Map<String, Object> values =
                Map.of(
                        "view", words.preview(found, wanted.only()),
                        "only", wanted.only(),
                        "refused", refused,
                        "more", found.next());
        rooms.templates().send(request, response, "admin/bill_run", values);
    }

    private Found find(long id, Wanted wanted) {
        BillingRun run =
                stores.runs()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("billing run", id).refusal());
        Page<BillingRun.Item> items =
                OTHER.contains(wanted.only())
                        ? new Page<>(List.of(), Optional.empty())
                        : stores.runs().items(id, wanted.only(), wanted.page());
        Page<RunRiders.Rider> riders =
                wanted.only().equals(RIDING)
                        ? stores.riders().page(run, wanted.page())
                        : new Page<>(List.of(), Optional.empty());
        return new Found(
                run,
                stores.runs().sums(id),
                stores.figures().byPlan(id),
                stores.figures().gone(run),
                stores.riders().sums(run),
                riders,
                items);
    }

    /// Confirms or drops a run as a version saw it.
    private interface Moving {
        Made move(long id, long version);
    }

    private void move(ServerRequest request, ServerResponse response, Moving moving) {
        long id = Routes.longId(request, "billing run");
        Fields form = Body.form(request);
        long version = form.number("version", 1, Long.MAX_VALUE);
        form.done();
        try {
            long done =
                    rooms.core().database().transact(() -> moving.move(id, version).idOrRefuse());
            SeeOther.send(response, "/billing/runs/" + done);
        } catch (Refusal refusal) {
            if (refusal.problem().faults().isEmpty()) {
                throw refusal;
            }
            response.status(refusal.problem().status());
            String says = new RefusalWords(rooms.templates().texts(request)).of(refusal.problem());
            show(request, response, new Wanted("", FIRST), says);
        }
    }
}
