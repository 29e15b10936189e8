package io.lastmile.core.papers;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.settings.SettingRoom;
import java.time.ZoneId;

/// The room's parts, wired.
public final class PaperRoom {
    /// What it stands on.
    public record Rooms(
            Customers customers,
            BillingRoom billing,
            SettingRoom settings,
            NotificationRoom messages) {}

    private final PaperDesk desk;
    private final PaperRoutes routes;
    private final Verifying verifying;

    public PaperRoom(Platform platform, SecretCipher cipher, Rooms rooms, ZoneId zone) {
        var database = platform.database();
        DbClient db = database.client();
        var codes = new Codes(cipher);
        var house = new House(rooms.settings(), rooms.messages());
        var sources =
                new PaperDesk.Sources(
                        rooms.billing().stores(),
                        rooms.customers(),
                        new PaidFor(db),
                        new Accounts(db),
                        house);
        this.desk = new PaperDesk(database, sources, codes, platform.clock(), zone);
        this.routes = new PaperRoutes(desk, house, platform.clock(), zone);
        this.verifying = new Verifying(database, new Numbers(db), codes, platform.clock());
    }

    /// The API.
    public void routes(Routes to) {
        routes.staff(to, "/api");
        routes.portal(to, "/api");
    }

    /// The same files where pages and messages lead: who is not logged in is asked to.
    public void pages(Routes to) {
        routes.staff(to, "");
        routes.portal(to, "");
    }

    /// For the page that anybody may ask.
    public Verifying verifying() {
        return verifying;
    }
}
