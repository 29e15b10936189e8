package io.lastmile.core.plans;

import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.Instant;
import java.time.ZoneId;

/// The room's parts, wired.
public final class PlanRoom {
    private final Plans plans;
    private final PlanRoutes routes;
    private final Platform platform;
    private final ZoneId zone;

    public PlanRoom(Platform platform, ZoneId zone) {
        this.platform = platform;
        this.zone = zone;
        this.plans =
                new Plans(platform.database().client(), platform.outbox(), platform.clock(), zone);
        this.routes = new PlanRoutes(platform.database(), plans, platform.clock(), zone);
    }

    /// The store; it wants a unit of work around it.
    public Plans plans() {
        return plans;
    }

    public PlanDraft.Today today() {
        return new PlanDraft.Today(now(), zone);
    }

    public Instant now() {
        return platform.clock().instant();
    }

    public void routes(Routes to) {
        routes.routes(to);
    }
}
