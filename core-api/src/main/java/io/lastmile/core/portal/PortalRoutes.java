package io.lastmile.core.portal;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Records;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.usage.Range;
import io.lastmile.core.usage.Ranges;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;

/// `/api/portal`: a customer's own lines, usage and account.
final class PortalRoutes {
    private static final int FIVE_MINUTES = 300;

    enum Format {
        JSON,
        CSV
    }

    private final Portal portal;
    private final Ranges ranges;

    PortalRoutes(Portal portal, Ranges ranges) {
        this.portal = portal;
        this.ranges = ranges;
    }

    void routes(Routes routes) {
        routes.open().get("/api/walled", this::walled);
        routes.may(Permission.PORTAL)
                .get("/api/portal/lines", this::lines)
                .get("/api/portal/lines/{id}", this::line)
                .get("/api/portal/lines/{id}/usage", this::usage)
                .get("/api/portal/lines/{id}/series", this::series)
                .get("/api/portal/services", this::services)
                .get("/api/portal/account", this::account)
                .post("/api/portal/consents", this::consent);
    }

    /// Only about the line that the request itself comes from.
    private void walled(ServerRequest request, ServerResponse response) {
        response.header("Cache-Control", "no-store");
        Json.send(response, portal.walled(Client.of(request).address()));
    }

    private void lines(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("items", portal.lines()));
    }

    private void services(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("items", portal.services()));
    }

    private void line(ServerRequest request, ServerResponse response) {
        Json.send(response, portal.line(Routes.id(request, "line")));
    }

    private void usage(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields query = Body.query(request);
        Span span = query.choice("span", Span.MONTH);
        LocalDate day = Portal.day(query, portal.today());
        Format format = query.choice("format", Format.JSON);
        query.done();
        PortalUsage usage = portal.usage(id, span, day);
        if (format == Format.CSV) {
            response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8");
            response.header("Content-Disposition", "attachment; filename=\"usage.csv\"");
            response.send(usage.csv().getBytes(StandardCharsets.UTF_8));
        } else {
            Json.send(response, usage);
        }
    }

    private void series(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields query = Body.query(request);
        Range range = ranges.read(query, FIVE_MINUTES);
        query.done();
        Json.send(response, portal.series(id, range));
    }

    private void account(ServerRequest request, ServerResponse response) {
        Json.send(response, portal.account());
    }

    private void consent(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        Records.Purpose purpose = fields.choice("purpose", Records.Purpose.MESSAGES);
        boolean given = fields.flag("given");
        Portal.requireAsked(fields, purpose);
        fields.done();
        portal.consent(purpose, given);
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
