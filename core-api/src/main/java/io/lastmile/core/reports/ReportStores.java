package io.lastmile.core.reports;

import io.helidon.dbclient.DbClient;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/// The room's stores. They want a unit of work around them.
public record ReportStores(
        Aged aged,
        Revenue revenue,
        Taxes taxes,
        Collections collections,
        Clock clock,
        ZoneId zone) {
    static ReportStores of(DbClient db, Clock clock, ZoneId zone) {
        return new ReportStores(
                new Aged(db), new Revenue(db), new Taxes(db), new Collections(db), clock, zone);
    }

    /// The business day of now.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
