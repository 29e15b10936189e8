package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Platform;
import java.time.Clock;

/// The room's stores, for its own routes and for pages.
public record LineStores(
        Routers routers,
        RadiusClients radiusClients,
        Lines lines,
        Names names,
        Sessions sessions,
        Polls polls,
        LineBook book) {
    public static LineStores of(Platform platform, SecretCipher cipher) {
        DbClient db = platform.database().client();
        Clock clock = platform.clock();
        KeptPlans kept = new KeptPlans();
        return new LineStores(
                new Routers(db, cipher, clock),
                new RadiusClients(db, cipher, clock),
                new Lines(db, platform.outbox(), clock, kept),
                new Names(db, clock),
                new Sessions(db),
                new Polls(db),
                new LineBook(db, platform.outbox(), clock, kept));
    }

    /// The room above that sells plans says whose plan is changed there alone.
    public void connect(PlanKeeper keeper) {
        book.connect(keeper);
    }
}
