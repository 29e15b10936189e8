package io.lastmile.core.lines;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/// `/api/routers`.
final class RouterRoutes {
    private static final int TESTS_AT_ONCE_MAX = 8;
    private static final int NOTE_LENGTH_MAX = 500;
    private static final Duration RANGE = Duration.ofDays(1);
    private static final Duration RANGE_MAX = Duration.ofDays(400);

    private final Database database;
    private final Routers routers;
    private final Sessions sessions;
    private final Polls polls;
    private final ConnectionTest test;
    private final Clock clock;
    private final Semaphore tests = new Semaphore(TESTS_AT_ONCE_MAX);

    RouterRoutes(Database database, LineStores rooms, ConnectionTest test, Clock clock) {
        this.database = database;
        this.routers = rooms.routers();
        this.sessions = rooms.sessions();
        this.polls = rooms.polls();
        this.test = test;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.may(Permission.ROUTERS_SEE)
                .get("/api/routers", this::list)
                .get("/api/routers/{id}", this::one)
                .get("/api/routers/{id}/polls", this::polls)
                .get("/api/routers/{id}/resets", this::resets);
        routes.may(Permission.ROUTERS_CHANGE)
                .post("/api/routers", this::add)
                .postUnkept("/api/routers/test", this::testDraft)
                .put("/api/routers/{id}", this::change)
                .delete("/api/routers/{id}", this::remove)
                .postUnkept("/api/routers/{id}/test", this::testStored)
                .post("/api/routers/{id}/pause", this::pause)
                .post("/api/routers/{id}/resume", this::resume);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String q = query.text("q", Like.LENGTH_MAX, "");
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> routers.page(q, page)));
    }

    private void add(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        RouterDraft draft = RouterDraft.read(fields);
        draft.connection().needPassword(fields);
        draft.connection().needFingerprint(fields);
        fields.done();
        Router added =
                database.transact(
                        () -> find(routers.add(draft).idOrRefuse("router", draft.name())));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/routers/" + added.id());
        send(response, added);
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        send(response, database.read(() -> find(id)));
    }

    private void change(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        RouterDraft draft = RouterDraft.read(fields);
        draft.connection().needFingerprint(fields);
        fields.done();
        send(
                response,
                database.transact(
                        () -> find(routers.change(id, version, draft).idOrRefuse("router", id))));
    }

    private void remove(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        long version = Body.version(request);
        database.transact(() -> routers.remove(id, version).idOrRefuse("router", id));
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void pause(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        Fields fields = Body.optionalJson(request);
        String note = fields.text("note", NOTE_LENGTH_MAX, "");
        fields.done();
        send(
                response,
                database.transact(() -> {
                    find(id);
                    routers.pause(id, note);
                    return find(id);
                }));
    }

    private void resume(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        send(
                response,
                database.transact(() -> {
                    find(id);
                    routers.resume(id);
                    return find(id);
                }));
    }

    private void testDraft(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        Connection to = Connection.read(fields);
        to.needPassword(fields);
        fields.done();
        test(response, to);
    }

    private void testStored(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        test(response, database.read(() -> stored(id)));
    }

    /// A test holds a connection to a router for seconds: only a few run at a time.
    private void test(ServerResponse response, Connection to) {
        if (!tests.tryAcquire()) {
            throw Problem.of(
                            429,
                            "busy",
                            "Too many tests",
                            "%d connection tests are running. Try again in some seconds."
                                    .formatted(TESTS_AT_ONCE_MAX))
                    .refusal();
        }
        try {
            Json.send(response, test.run(to));
        } finally {
            tests.release();
        }
    }

    private Connection stored(int id) {
        Router router = find(id);
        return new Connection(
                router.host(),
                router.port(),
                router.tls(),
                router.fingerprint(),
                router.username(),
                routers.password(id),
                router.legacyLogin(),
                Charset.forName(router.charset()));
    }

    private void polls(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        Fields query = Body.query(request);
        Instant to = query.time("to").orElseGet(clock::instant);
        Instant from = query.time("from").orElse(to.minus(RANGE));
        int step = (int) query.number("step", 1, Polls.STEP_SECONDS_MAX, 0);
        long seconds = Duration.between(from, to).toSeconds();
        if (seconds < 1 || seconds > RANGE_MAX.toSeconds()) {
            query.refuse("from", from.toString(), "before `to`, at most 400 days");
        } else if (step > 0 && seconds / step > Polls.POINTS_MAX) {
            query.refuse("step", "" + step, "at most 1000 buckets in the range");
        }
        query.done();
        Json.send(
                response,
                database.read(() -> {
                    find(id);
                    return polls.series(id, from, to, step);
                }));
    }

    private void resets(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(
                response,
                database.read(() -> {
                    find(id);
                    return sessions.resets(id, page);
                }));
    }

    private Router find(int id) {
        return routers.find(id).orElseThrow(() -> Problem.notFound("router", id).refusal());
    }

    private static void send(ServerResponse response, Router router) {
        response.header(HeaderNames.ETAG, "\"" + router.version() + "\"");
        Json.send(response, router);
    }
}
