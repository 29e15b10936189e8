package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Numbers of identity documents, sealed for their customer and kind. Everybody sees the last four;
/// a reveal tells why in the audit, in the same transaction. Call it within a unit of work.
public final class Identities {
    private static final int SHOWN = 4;

    private static final String OF =
            """
            select kind, last_four, added, added_by from core.customer_identity
            where customer = :customer and removed is null order by kind
            """;
    private static final String REMOVE =
            """
            update core.customer_identity set removed = :now, secret = ''
            where customer = :customer and kind = :kind and removed is null
            """;
    private static final String ERASE =
            """
            update core.customer_identity
            set removed = coalesce(removed, :now), secret = '', last_four = ''
            where customer = :customer
            """;
    private static final String ADD =
            """
            insert into core.customer_identity
                (customer, kind, secret, last_four, added, added_by)
            values (:customer, :kind, :secret, :last_four, :now, :by)
            """;
    private static final String SECRET =
            """
            select id, secret from core.customer_identity
            where customer = :customer and kind = :kind and removed is null
            """;
    private static final String TELL =
            """
            select core.add_audit('customer_identity', :id, 'reveal', null,
                jsonb_build_object('customer', cast(:customer as int), 'kind', cast(:kind as text),
                                   'reason', cast(:reason as text)))
            """;

    /// What anybody may see of one.
    public record Identity(IdentityKind kind, String lastFour, Instant added, String addedBy) {}

    private final DbClient db;
    private final SecretCipher cipher;
    private final Turns turns;
    private final Clock clock;

    Identities(DbClient db, SecretCipher cipher, Turns turns, Clock clock) {
        this.db = db;
        this.turns = turns;
        this.cipher = cipher;
        this.clock = clock;
    }

    public List<Identity> of(int customer) {
        return db.execute()
                .createQuery(OF)
                .addParam("customer", customer)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Identity(
                                IdentityKind.of(row.text("kind")),
                                row.text("last_four"),
                                row.time("added"),
                                row.text("added_by")))
                .toList();
    }

    /// Replaces one of the same kind.
    public void put(int customer, IdentityKind kind, String number) {
        turns.take(customer);
        remove(customer, kind);
        db.execute()
                .createInsert(ADD)
                .addParam("customer", customer)
                .addParam("kind", kind.word())
                .addParam("secret", cipher.seal(purpose(customer, kind), number))
                .addParam("last_four", lastFour(number))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    static String lastFour(String number) {
        return number.substring(number.length() - SHOWN);
    }

    public boolean remove(int customer, IdentityKind kind) {
        return db.execute()
                        .createUpdate(REMOVE)
                        .addParam("customer", customer)
                        .addParam("kind", kind.word())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute()
                > 0;
    }

    /// Nothing of any number is left.
    void erase(int customer) {
        db.execute()
                .createUpdate(ERASE)
                .addParam("customer", customer)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// The whole number, and the trace that somebody read it.
    public Optional<String> reveal(int customer, IdentityKind kind, String reason) {
        Optional<Row> row =
                db.execute()
                        .createGet(SECRET)
                        .addParam("customer", customer)
                        .addParam("kind", kind.word())
                        .execute()
                        .map(Row::new);
        row.ifPresent(found -> tell(found.number("id"), customer, kind, reason));
        return row.map(found -> cipher.openText(purpose(customer, kind), found.bytes("secret")));
    }

    private void tell(long id, int customer, IdentityKind kind, String reason) {
        db.execute()
                .createQuery(TELL)
                .addParam("id", "" + id)
                .addParam("customer", customer)
                .addParam("kind", kind.word())
                .addParam("reason", reason)
                .execute()
                .forEach(_ -> {});
    }

    static Purpose purpose(int customer, IdentityKind kind) {
        return new Purpose("customer/" + customer + "/identity/" + kind.word());
    }
}
