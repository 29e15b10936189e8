package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.identity.Subscribers;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import java.time.LocalDate;
import java.time.ZoneId;

/// The room's parts, wired.
public final class CustomerRoom {
    private final CustomerParts parts;
    private final IdentityBook identities;
    private final CustomerRoutes routes;
    private final RecordRoutes records;
    private final DocumentRoutes documents;
    private final Subscribers subscribers;
    private final ZoneId zone;

    public CustomerRoom(Platform platform, SecretCipher cipher, ZoneId zone) {
        this.zone = zone;
        DbClient db = platform.database().client();
        Turns turns = new Turns(db);
        Ties ties = new Ties();
        Customers customers = new Customers(db, ties, platform.outbox(), platform.clock());
        this.parts =
                new CustomerParts(
                        platform.database(),
                        customers,
                        new Records(db, turns, platform.clock()),
                        new Identities(db, cipher, turns, platform.clock()),
                        new Documents(db, cipher, turns, platform.clock()),
                        new Search(db, customers),
                        new Timeline(db),
                        ties,
                        new Forgetters(),
                        new CustomerBook(db, platform.clock()),
                        platform.clock());
        this.identities = new IdentityBook(db, cipher, platform.clock());
        this.subscribers = new CustomerNames(db);
        this.routes = new CustomerRoutes(parts, zone);
        this.records = new RecordRoutes(parts);
        this.documents = new DocumentRoutes(parts);
    }

    public CustomerParts parts() {
        return parts;
    }

    /// NIDs, for files.
    public IdentityBook identities() {
        return identities;
    }

    /// Who logs in with which mobile number.
    public Subscribers subscribers() {
        return subscribers;
    }

    /// Where the ISP is.
    public LocalDate today() {
        return parts.clock().instant().atZone(zone).toLocalDate();
    }

    public void routes(Routes to) {
        routes.routes(to);
        records.routes(to);
        documents.routes(to);
    }
}
