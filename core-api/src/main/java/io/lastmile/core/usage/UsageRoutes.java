package io.lastmile.core.usage;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.lines.Claims;
import io.lastmile.core.lines.Details;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/api/usage`, `/api/talkers` and `/api/outages`.
final class UsageRoutes {
    private static final int FIVE_MINUTES = 300;
    private static final int FINEST = 5;
    private static final int TALKERS = 10;
    private static final int AREA_LENGTH_MAX = 100;

    enum Before {
        DAY,
        WEEK,
        PERIOD
    }

    enum Format {
        JSON,
        CSV
    }

    private final Database database;
    private final LineRoom lines;
    private final Usage usage;
    private final Talkers talkers;
    private final Outages outages;
    private final Ranges ranges;

    UsageRoutes(Database database, LineRoom lines, UsageParts parts) {
        this.database = database;
        this.lines = lines;
        this.usage = parts.usage();
        this.talkers = parts.talkers();
        this.outages = parts.outages();
        this.ranges = parts.ranges();
    }

    void routes(Routes routes) {
        routes.may(Permission.USAGE_SEE)
                .get("/api/usage/network", this::network)
                .get("/api/usage/routers/{id}", this::router)
                .get("/api/usage/lines/{id}", this::line)
                .get("/api/usage/names/{id}", this::name)
                .get("/api/talkers", this::talkers)
                .get("/api/outages", this::outages);
    }

    private void network(ServerRequest request, ServerResponse response) {
        series(request, response, new Subject.Network(), FIVE_MINUTES);
    }

    private void router(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        if (database.read(() -> lines.stores().routers().find(id)).isEmpty()) {
            throw Problem.notFound("router", id).refusal();
        }
        series(request, response, new Subject.OfRouter(id), FIVE_MINUTES);
    }

    private void line(ServerRequest request, ServerResponse response) {
        Details.OfLine line = lines.details().line(Routes.id(request, "line"));
        series(request, response, Subject.OfNames.of(line.claims()), FINEST);
    }

    private void name(ServerRequest request, ServerResponse response) {
        Details.OfName name = lines.details().name(Routes.id(request, "name"));
        series(
                request,
                response,
                Subject.OfNames.of(new Claims(List.of(name.name()), Instant.EPOCH)),
                FINEST);
    }

    private void series(
            ServerRequest request, ServerResponse response, Subject subject, int finest) {
        Fields query = Body.query(request);
        Range range = ranges.read(query, finest);
        Optional<Duration> back =
                query.optionalChoice("previous", Before.class).map(before -> back(before, range));
        boolean csv =
                query.optionalChoice("format", Format.class)
                        .map(format -> format == Format.CSV)
                        .orElseGet(() -> wantsCsv(request));
        query.done();
        UsageSeries series = usage.series(subject, range, back);
        if (csv) {
            response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8");
            response.header("Content-Disposition", "attachment; filename=\"usage.csv\"");
            response.send(series.csv().getBytes(StandardCharsets.UTF_8));
        } else {
            Json.send(response, series);
        }
    }

    private static boolean wantsCsv(ServerRequest request) {
        return request.headers().first(HeaderNames.ACCEPT).orElse("").startsWith("text/csv");
    }

    private static Duration back(Before before, Range range) {
        return switch (before) {
            case DAY -> Duration.ofDays(1);
            case WEEK -> Duration.ofDays(7);
            case PERIOD -> range.length();
        };
    }

    private void talkers(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var asked =
                new Talkers.Query(
                        query.choice("period", Talkers.Period.NOW),
                        query.choice("direction", Talkers.By.DOWN),
                        (int) query.number("router", 1, Integer.MAX_VALUE, 0),
                        query.text("area", AREA_LENGTH_MAX, ""),
                        (int) query.number("limit", 1, Talkers.COUNT_MAX, TALKERS));
        query.done();
        Json.send(response, talkers.top(asked));
    }

    private void outages(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Range range = ranges.read(query, FIVE_MINUTES);
        int router = (int) query.number("router", 1, Integer.MAX_VALUE, 0);
        query.done();
        Json.send(response, Map.of("items", outages.between(range.from(), range.to(), router)));
    }
}
