package io.lastmile.core.portal;

import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.network.NetworkStores;
import io.lastmile.core.plans.PlanRoom;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.SubscriptionViews;
import io.lastmile.core.usage.UsageParts;
import java.time.ZoneId;

/// The room's parts, wired.
public final class PortalRoom {
    /// The rooms below whose things a customer sees.
    public record Rooms(
            CustomerParts customers,
            PlanRoom plans,
            LineRoom lines,
            UsageParts usage,
            NetworkStores network,
            SubscriptionViews services) {}

    private final Portal portal;
    private final PortalRoutes routes;

    public PortalRoom(Rooms rooms, ZoneId zone) {
        var stores = rooms.lines().stores();
        var view =
                new PortalLines(
                        stores,
                        rooms.plans().plans(),
                        rooms.network().holds(),
                        rooms.customers().clock());
        var sources =
                new Portal.Sources(
                        rooms.customers(),
                        stores,
                        rooms.usage().usage(),
                        view,
                        rooms.services(),
                        new Addresses(rooms.customers().database().client()));
        this.portal = new Portal(sources, zone);
        this.routes = new PortalRoutes(portal, rooms.usage().ranges());
    }

    /// For pages.
    public Portal portal() {
        return portal;
    }

    public void routes(Routes to) {
        routes.routes(to);
    }
}
