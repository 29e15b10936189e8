package io.lastmile.core.plans;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// `/api/plans`, `/api/tariffs` and `/api/rate-limit`.
final class PlanRoutes {
    static final int WHY_LENGTH_MAX = 500;

    /// A tariff as everybody may see it.
    record Tariff(
            int id,
            Instant effective,
            String name,
            String nameBn,
            String says,
            String saysBn,
            Pair rate,
            long price,
            ValidityKind validity,
            int validityCount,
            Allowance allowance,
            boolean unlimited,
            int contention,
            Optional<Approval> approval) {
        static Tariff of(Plan plan) {
            Terms terms = plan.terms();
            return new Tariff(
                    plan.id(),
                    plan.current().effective(),
                    terms.name(),
                    terms.nameBn(),
                    terms.says(),
                    terms.saysBn(),
                    terms.rate(),
                    terms.price().poisha(),
                    terms.validity(),
                    terms.validityCount(),
                    terms.allowance(),
                    terms.unlimited(),
                    terms.contention(),
                    terms.approval());
        }
    }

    /// What a change would change, before anybody makes it; `then` still comes after it.
    record Difference(
            Instant effective, List<Change> changes, List<Integer> replaced, List<Then> then) {
        static Difference of(PlanDifference difference) {
            List<PlanVersion> planned = difference.planned();
            return new Difference(
                    difference.effective(),
                    Change.between(difference.before().terms(), difference.after()),
                    difference.replaced().stream().map(PlanVersion::number).toList(),
                    IntStream.range(0, planned.size())
                            .mapToObj(i -> Then.of(planned.get(i), difference.termsBefore(i)))
                            .toList());
        }
    }

    /// A planned version and what it will change when its time comes.
    record Then(int number, Instant effective, List<Change> changes) {
        static Then of(PlanVersion version, Terms before) {
            return new Then(
                    version.number(), version.effective(), Change.between(before, version.terms()));
        }
    }

    record Tariffs(List<Tariff> items) {}

    record RateLimitWords(
            String text, Pair rate, Optional<RateLimit.Burst> burst, int priority, Pair min) {}

    private final Database database;
    private final Plans plans;
    private final Clock clock;
    private final ZoneId zone;

    PlanRoutes(Database database, Plans plans, Clock clock, ZoneId zone) {
        this.database = database;
        this.plans = plans;
        this.clock = clock;
        this.zone = zone;
    }

    void routes(Routes routes) {
        routes.may(Permission.PLANS_CHANGE)
                .post("/api/plans", this::add)
                .put("/api/plans/{id}", this::change)
                .post("/api/plans/{id}/difference", this::difference)
                .post("/api/plans/{id}/retire", this::retire);
        routes.may(Permission.PLANS_SEE)
                .get("/api/plans", this::list)
                .get("/api/plans/{id}", this::one)
                .get("/api/plans/{id}/versions", this::versions)
                .get("/api/rate-limit", this::rateLimit);
        routes.open().get("/api/tariffs", this::tariffs);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        boolean retired = query.flag("retired", false);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> plans.page(retired, page)));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        send(response, database.read(() -> find(id)));
    }

    private void versions(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(
                response,
                database.read(() -> {
                    find(id);
                    return plans.versions(id, page);
                }));
    }

    private void add(ServerRequest request, ServerResponse response) {
        PlanDraft draft = draft(request);
        Plan added = database.transact(() -> find(plans.add(draft).idOrRefuse()));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/plans/" + added.id());
        send(response, added);
    }

    private void change(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        long version = Body.version(request);
        PlanDraft draft = draft(request);
        send(
                response,
                database.transact(() -> find(plans.change(id, version, draft).idOrRefuse())));
    }

    private void difference(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        PlanDraft draft = draft(request);
        PlanDifference difference = database.read(() -> plans.difference(id, draft));
        Json.send(response, Difference.of(difference));
    }

    private void retire(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "plan");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        String why = fields.text("why", WHY_LENGTH_MAX);
        fields.done();
        send(response, database.transact(() -> find(plans.retire(id, version, why).idOrRefuse())));
    }

    private void rateLimit(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String text = query.text("text", RateLimit.LENGTH_MAX);
        query.done();
        switch (RateLimit.read(text)) {
            case RateLimit.Reading.Read(RateLimit limit) ->
                    Json.send(
                            response,
                            new RateLimitWords(
                                    limit.text(),
                                    limit.rate(),
                                    limit.burst(),
                                    limit.priority(),
                                    limit.min()));
            case RateLimit.Reading.Refused(String found, String expected) ->
                    throw Problem.invalid("text", found, expected).refusal();
        }
    }

    /// Published for everybody: read in the program's name, showing nothing but what is published.
    private void tariffs(ServerRequest request, ServerResponse response) {
        List<Plan> published = Actor.system("tariffs").call(() -> database.read(plans::published));
        Json.send(response, new Tariffs(published.stream().map(Tariff::of).toList()));
    }

    private PlanDraft draft(ServerRequest request) {
        Fields fields = Body.json(request);
        PlanDraft draft = PlanDraft.read(fields, new PlanDraft.Today(clock.instant(), zone));
        fields.done();
        return draft;
    }

    private Plan find(int id) {
        return plans.find(id).orElseThrow(() -> Problem.notFound("plan", id).refusal());
    }

    private static void send(ServerResponse response, Plan plan) {
        response.header(HeaderNames.ETAG, "\"" + plan.version() + "\"");
        Json.send(response, plan);
    }
}
