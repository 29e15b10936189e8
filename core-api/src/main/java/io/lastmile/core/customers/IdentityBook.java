package io.lastmile.core.customers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// NIDs of many customers, for files. A number goes in and never comes out. Call it within a unit
/// of work.
public final class IdentityBook {
    private static final String SECRETS =
            """
            select customer, secret from core.customer_identity
            where kind = 'nid' and removed is null and customer = any (cast(:customers as int[]))
            """;

    private static final String REMOVE =
            """
            update core.customer_identity set removed = :now, secret = ''
            where kind = 'nid' and removed is null and customer = any (cast(:customers as int[]))
            """;

    private static final String ADD =
            """
            insert into core.customer_identity
                (customer, kind, secret, last_four, added, added_by)
            select r.customer, 'nid', decode(r.secret, 'hex'), r.last_four, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                customer int, secret text, last_four text)
            """;

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    IdentityBook(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /// Which of these customers have another NID than this, or none.
    public Set<Integer> differing(Map<Integer, String> numbers) {
        Set<Integer> differing = new HashSet<>(numbers.keySet());
        db.execute()
                .createQuery(SECRETS)
                .addParam("customers", numbers.keySet().toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .filter(row -> number(row).equals(numbers.get(row.integer("customer"))))
                .forEach(row -> differing.remove(row.integer("customer")));
        return differing;
    }

    private String number(Row row) {
        return cipher.openText(
                Identities.purpose(row.integer("customer"), IdentityKind.NID), row.bytes("secret"));
    }

    /// Seals them; former ones are replaced.
    public void put(Map<Integer, String> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        ArrayNode rows = Json.MAPPER.createArrayNode();
        numbers.forEach((customer, number) -> {
            var purpose = Identities.purpose(customer, IdentityKind.NID);
            rows.addObject()
                    .put("customer", customer)
                    .put("secret", HexFormat.of().formatHex(cipher.seal(purpose, number)))
                    .put("last_four", Identities.lastFour(number));
        });
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        db.execute()
                .createUpdate(REMOVE)
                .addParam("customers", numbers.keySet().toArray(Integer[]::new))
                .addParam("now", now)
                .execute();
        db.execute()
                .createInsert(ADD)
                .addParam("rows", rows.toString())
                .addParam("now", now)
                .addParam("by", Actor.current().login())
                .execute();
    }
}
