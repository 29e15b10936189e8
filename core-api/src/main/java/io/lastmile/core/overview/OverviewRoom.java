package io.lastmile.core.overview;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// `/api/overview` and what stands behind it.
public final class OverviewRoom {
    private final Platform platform;
    private final Alarms alarms;
    private final Figures figures;
    private final ZoneId zone;

    public OverviewRoom(Platform platform, Alarms alarms, ZoneId zone) {
        this.platform = platform;
        this.alarms = alarms;
        this.figures = new Figures(platform.database().client());
        this.zone = zone;
    }

    public void routes(Routes routes) {
        routes.may(Permission.LINES_SEE).get("/api/overview", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Json.send(response, now());
    }

    /// A unit of work of its own.
    public Overview now() {
        Instant now = platform.clock().instant();
        Instant month = now.atZone(zone).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant();
        return platform.database()
                .read(() ->
                        new Overview(
                                figures.people(month),
                                figures.lines(),
                                figures.drift(),
                                figures.tickets(now),
                                alarms.counts(),
                                figures.steps()));
    }
}
