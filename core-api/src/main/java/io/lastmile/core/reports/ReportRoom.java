package io.lastmile.core.reports;

import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.ZoneId;

/// The room's parts, wired.
public final class ReportRoom {
    private final ReportStores stores;
    private final ReportRoutes routes;

    public ReportRoom(Platform platform, ZoneId zone) {
        this.stores = ReportStores.of(platform.database().client(), platform.clock(), zone);
        this.routes = new ReportRoutes(platform.database(), stores);
    }

    /// Reads, for pages; they want a unit of work around them.
    public ReportStores stores() {
        return stores;
    }

    public void routes(Routes to) {
        routes.routes(to);
    }
}
