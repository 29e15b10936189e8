package io.lastmile.core.tickets;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// What tickets are made of, for who may set it: `/api/ticket-...`.
final class TicketSettingRoutes {
    /// All that can be set. Hours are minutes of the local day; a weekday that is absent is off.
    record All(
            TicketSettings settings,
            Map<DayOfWeek, OfficeHours.Span> week,
            long weekVersion,
            List<TicketCalendar.Holiday> holidays,
            List<TicketType> types,
            List<TicketQueue> queues,
            List<TicketTypes.Target> targets,
            List<CannedReply> canned) {}

    record Erased(long tickets) {}

    private final TicketParts parts;
    private final TicketRetention retention;

    TicketSettingRoutes(TicketParts parts, TicketRetention retention) {
        this.parts = parts;
        this.retention = retention;
    }

    void routes(Routes routes) {
        routes.may(Permission.TICKETS_SETTINGS)
                .get("/api/ticket-settings", this::all)
                .put("/api/ticket-settings", this::settings)
                .put("/api/ticket-hours", this::hours)
                .post("/api/ticket-holidays", this::addHoliday)
                .delete("/api/ticket-holidays/{id}", this::removeHoliday)
                .put("/api/ticket-targets", this::target)
                .post("/api/ticket-types", (q, r) -> type(q, r, 0, 1))
                .put("/api/ticket-types/{id}", (q, r) -> type(q, r, id(q), Body.version(q)))
                .delete(
                        "/api/ticket-types/{id}",
                        (q, r) -> remove(q, r, seen -> parts.types().remove(seen.id, seen.version)))
                .post("/api/ticket-queues", (q, r) -> queue(q, r, 0, 1))
                .put("/api/ticket-queues/{id}", (q, r) -> queue(q, r, id(q), Body.version(q)))
                .post("/api/ticket-replies", (q, r) -> canned(q, r, 0, 1))
                .put("/api/ticket-replies/{id}", (q, r) -> canned(q, r, id(q), Body.version(q)))
                .delete(
                        "/api/ticket-replies/{id}",
                        (q, r) ->
                                remove(q, r, seen -> parts.canned().remove(seen.id, seen.version)))
                .post("/api/customers/{id}/tickets/erase", this::erase);
    }

    private record Seen(int id, long version) {}

    private static int id(ServerRequest request) {
        return Routes.id(request, "row");
    }

    private void all(ServerRequest request, ServerResponse response) {
        All all =
                parts.database()
                        .read(() ->
                                new All(
                                        parts.calendar().settings(),
                                        parts.calendar().week(),
                                        TicketCalendar.version(parts.calendar().week()),
                                        parts.calendar().holidays(),
                                        parts.types().types(),
                                        parts.types().queues(),
                                        parts.types().targets(),
                                        parts.canned().all()));
        response.header(HeaderNames.ETAG, "\"" + all.settings().version() + "\"");
        Json.send(response, all);
    }

    private void settings(ServerRequest request, ServerResponse response) {
        long version = Body.version(request);
        Fields fields = Body.json(request);
        TicketSettings settings = TicketForms.settings(fields, version);
        fields.done();
        write(response, "version", () -> parts.calendar().put(settings));
    }

    private void hours(ServerRequest request, ServerResponse response) {
        long seen = Body.version(request);
        Fields fields = Body.json(request);
        var week = TicketForms.week(fields);
        fields.done();
        write(
                response,
                "week",
                () -> {
                    var _ = parts.schedule().put(week, seen).doneOrRefuse();
                    return true;
                });
    }

    private void addHoliday(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        TicketCalendar.Holiday holiday = TicketForms.holiday(fields);
        fields.done();
        write(response, "day", () -> parts.schedule().add(holiday));
    }

    private void removeHoliday(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "holiday");
        parts.database()
                .transact(() -> {
                    if (!parts.schedule().removeHoliday(id)) {
                        throw Problem.notFound("holiday", id).refusal();
                    }
                    return id;
                });
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void target(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        TicketTypes.Target target = TicketForms.target(fields);
        fields.done();
        write(response, "type", () -> parts.types().put(target));
    }

    private void type(ServerRequest request, ServerResponse response, int id, long version) {
        Fields fields = Body.json(request);
        TicketType type = TicketForms.type(fields, id, version);
        fields.done();
        write(response, "type", () -> parts.types().put(type));
    }

    private void queue(ServerRequest request, ServerResponse response, int id, long version) {
        Fields fields = Body.json(request);
        TicketQueue queue = TicketForms.queue(fields, id, version);
        fields.done();
        write(response, "queue", () -> parts.types().put(queue));
    }

    private void canned(ServerRequest request, ServerResponse response, int id, long version) {
        Fields fields = Body.json(request);
        CannedReply reply = TicketForms.canned(fields, id, version);
        fields.done();
        write(response, "reply", () -> parts.canned().put(reply));
    }

    private void remove(
            ServerRequest request, ServerResponse response, Function<Seen, Boolean> work) {
        Seen seen = new Seen(id(request), Body.version(request));
        write(response, "version", () -> work.apply(seen));
    }

    private void erase(ServerRequest request, ServerResponse response) {
        int customer = Routes.id(request, "customer");
        Body.optionalJson(request).done();
        Json.send(response, parts.database().transact(() -> new Erased(retention.erase(customer))));
    }

    /// Answers 204, or 409 if something is in the way of `work`.
    private void write(ServerResponse response, String field, BooleanSupplier work) {
        parts.database()
                .transact(() -> {
                    if (!work.getAsBoolean()) {
                        throw TicketParts.inTheWay(field).refusal();
                    }
                    return field;
                });
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
