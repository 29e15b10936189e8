package io.lastmile.core.papers;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.settings.SettingRoom;
import java.time.ZoneId;

/// The room's parts, wired.
public final class PaperRoom {
    /// What it stands on.
    public record Rooms(BillingRoom billing, SettingRoom settings, NotificationRoom messages) {}

    private final PaperDesk desk;
    private final PaperRoutes routes;
    private final Verifying verifying;
    private final Opening opening;
    private final Sending sending;

    public PaperRoom(Platform platform, SecretCipher cipher, Rooms rooms, ZoneId zone) {
        var database = platform.database();
        DbClient db = database.client();
        var codes = new Codes(cipher);
        var house = new House(rooms.settings(), rooms.messages());
        var sources =
                new PaperDesk.Sources(
                        rooms.billing().stores(), new PaidFor(db), new Accounts(db), house);
        this.desk = new PaperDesk(database, sources, codes, platform.clock(), zone);
        var press = new SharedPress();
        var clock = platform.clock();
        var numbers = new Numbers(db);
        this.routes = new PaperRoutes(desk, house, press, clock, zone);
        this.sending = new Sending(database, rooms.billing().stores(), rooms.messages());
        this.opening =
                new Opening(
                        new Opening.Parts(database, numbers, new LinkCodes(cipher), desk, press),
                        clock,
                        zone);
        this.verifying = new Verifying(database, numbers, codes, clock);
    }

    /// The API.
    public void routes(Routes to) {
        routes.staff(to, "/api");
        sending.routes(to);
        routes.portal(to, "/api");
    }

    /// The same files where pages and messages lead: who is not logged in is asked to.
    public void pages(Routes to) {
        routes.staff(to, "");
        routes.portal(to, "");
    }

    /// What links in messages lead to.
    public Opening links() {
        return opening;
    }

    /// For who sends papers by hand.
    public Sending sending() {
        return sending;
    }

    /// For the page that anybody may ask.
    public Verifying verifying() {
        return verifying;
    }
}
