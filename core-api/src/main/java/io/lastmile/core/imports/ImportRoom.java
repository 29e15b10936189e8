package io.lastmile.core.imports;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.customers.CustomerRoom;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.plans.PlanRoom;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// The room's parts, wired.
public final class ImportRoom {
    private static final Duration FORGET_EVERY = Duration.ofMinutes(30);

    private final ImportDesk desk;
    private final List<Sheet> sheets;

    /// The rooms whose rows come in and go out.
    public record Rooms(CustomerRoom customers, PlanRoom plans, LineRoom lines) {}

    public ImportRoom(Platform platform, SecretCipher cipher, Rooms rooms, ZoneId zone) {
        var database = platform.database();
        Imports imports = new Imports(database.client(), cipher, platform.clock());
        this.desk = new ImportDesk(database, imports, platform.meters());
        var customers = rooms.customers().parts().book();
        var plans = rooms.plans().plans();
        this.sheets =
                List.of(
                        new CustomerSheet(
                                new CustomerSheet.Ground(
                                        database,
                                        customers,
                                        rooms.customers().identities(),
                                        platform.outbox(),
                                        zone),
                                rooms.customers()::today),
                        new PlanSheet(database, plans, rooms.plans()::today),
                        new LineSheet(
                                database,
                                rooms.lines().stores().book(),
                                new LineCheck.Names(customers, plans::names)));
        platform.jobs()
                .add("forget-imports", FORGET_EVERY, () -> database.transact(imports::forget));
    }

    public void routes(Routes to) {
        sheets.forEach(sheet -> new ImportRoutes(sheet, desk).routes(to));
    }

    /// One kind of file, for pages.
    public record Kind(String word, Permission permission, Desk desk) {}

    public List<Kind> kinds() {
        return sheets.stream()
                .map(sheet -> new Kind(sheet.word(), sheet.permission(), new Desk(sheet, desk)))
                .toList();
    }
}
