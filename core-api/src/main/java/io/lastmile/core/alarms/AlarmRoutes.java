package io.lastmile.core.alarms;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// `/api/alarms`.
final class AlarmRoutes {
    private static final int NOTE_LENGTH_MAX = 500;
    private static final int OWNER_LENGTH_MAX = 100;

    enum Listed {
        OPEN,
        FIRING,
        ACKNOWLEDGED,
        RESOLVED,
        ALL
    }

    /// An alarm with its history and what it swallowed.
    public record Detail(Alarm alarm, List<Alarm.Event> events, List<Alarm> children) {}

    private final Database database;
    private final Alarms alarms;

    AlarmRoutes(Database database, Alarms alarms) {
        this.database = database;
        this.alarms = alarms;
    }

    void routes(Routes routes) {
        routes.may(Permission.ALARMS_SEE)
                .get("/api/alarms", this::list)
                .get("/api/alarms/counts", this::counts)
                .get("/api/alarms/{id}", this::one);
        routes.may(Permission.ALARMS_WORK)
                .post("/api/alarms/{id}/acknowledge", this::acknowledge)
                .post("/api/alarms/{id}/assign", this::assign)
                .post("/api/alarms/{id}/note", this::note);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var filter =
                new Alarms.Filter(
                        Fields.nameOf(query.choice("state", Listed.OPEN)),
                        (int) query.number("router", 1, Integer.MAX_VALUE, 0),
                        query.number("parent", 1, Long.MAX_VALUE, 0));
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> alarms.page(filter, page)));
    }

    private void counts(ServerRequest request, ServerResponse response) {
        Json.send(response, database.read(alarms::counts));
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "alarm");
        Json.send(response, database.read(() -> detail(id)));
    }

    private void acknowledge(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "alarm");
        Fields fields = Body.optionalJson(request);
        String note = fields.text("note", NOTE_LENGTH_MAX, "");
        fields.done();
        Json.send(
                response,
                database.transact(() ->
                        switch (alarms.acknowledge(id, note)) {
                            case Alarms.Acknowledged.Done _ -> detail(id);
                            case Alarms.Acknowledged.Resolved _ -> throw over(id);
                            case Alarms.Acknowledged.Missing _ -> throw missing(id);
                        }));
    }

    private void assign(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "alarm");
        Fields fields = Body.json(request);
        String owner = fields.text("owner", OWNER_LENGTH_MAX, "");
        String note = fields.text("note", NOTE_LENGTH_MAX, "");
        fields.done();
        Json.send(response, changed(id, () -> alarms.assign(id, owner, note)));
    }

    private void note(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "alarm");
        Fields fields = Body.json(request);
        String note = fields.text("note", NOTE_LENGTH_MAX);
        fields.done();
        Json.send(response, changed(id, () -> alarms.note(id, note)));
    }

    private Detail changed(long id, BooleanSupplier change) {
        return database.transact(() -> {
            if (!change.getAsBoolean()) {
                throw missing(id);
            }
            return detail(id);
        });
    }

    private Detail detail(long id) {
        Alarm alarm = alarms.find(id).orElseThrow(() -> missing(id));
        var children = new Alarms.Filter("all", 0, id);
        var page = new Page.Request(Page.LIMIT_MAX, Optional.empty());
        return new Detail(alarm, alarms.events(id), alarms.page(children, page).items());
    }

    private static RuntimeException missing(long id) {
        return Problem.notFound("alarm", id).refusal();
    }

    private static RuntimeException over(long id) {
        return Problem.conflict(new Fault("alarm", id + " is resolved", "one that is open"))
                .refusal();
    }
}
