package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Picture;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Pictures of customers and their documents, sealed for their customer and themselves. Everybody
/// sees that there is one; a look at it tells why in the audit, in the same transaction. Call it
/// within a unit of work.
public final class Documents {
    /// A customer with more pictures than these has some that nobody needs.
    static final int OF_CUSTOMER_MAX = 40;

    private static final String NEXT =
            "select nextval(pg_get_serial_sequence('core.customer_document', 'id')) as id";
    private static final String COUNT =
            """
            select count(*) as rows from core.customer_document
            where customer = :customer and removed is null
            """;
    private static final String ADD =
            """
            insert into core.customer_document
                (id, customer, kind, type, width, height, bytes, secret, added, added_by)
            values (:id, :customer, :kind, :type, :width, :height, :bytes, :secret, :now, :by)
            """;
    private static final String OF =
            """
            select id, kind, type, width, height, bytes, added, added_by
            from core.customer_document
            where customer = :customer and removed is null
            order by id desc
            """;
    private static final String SECRET =
            """
            select id, kind, type, secret from core.customer_document
            where customer = :customer and id = :id and removed is null
            """;
    private static final String PHOTO =
            """
            select id, kind, type, secret from core.customer_document
            where customer = :customer and kind = 'photo' and removed is null
            order by id desc limit 1
            """;
    private static final String REMOVE =
            """
            update core.customer_document
            set removed = :now, removed_by = :by, removed_why = :why, secret = null
            where customer = :customer and removed is null
              and (id = :id or :id = 0) and (kind = :kind or :kind = '')
            """;
    private static final String TELL =
            """
            select core.add_audit('customer_document', :id, 'reveal', null,
                jsonb_build_object('customer', cast(:customer as int), 'kind', cast(:kind as text),
                                   'reason', cast(:reason as text)))
            """;

    /// What anybody may see of one.
    public record Document(
            long id,
            DocumentKind kind,
            String type,
            int width,
            int height,
            int bytes,
            Instant added,
            String addedBy) {}

    /// A picture that somebody looks at.
    public record Content(String type, byte[] bytes) {}

    private final DbClient db;
    private final SecretCipher cipher;
    private final Turns turns;
    private final Clock clock;

    Documents(DbClient db, SecretCipher cipher, Turns turns, Clock clock) {
        this.db = db;
        this.turns = turns;
        this.cipher = cipher;
        this.clock = clock;
    }

    public List<Document> of(int customer) {
        return db.execute()
                .createQuery(OF)
                .addParam("customer", customer)
                .execute()
                .map(Row::new)
                .map(Documents::document)
                .toList();
    }

    /// Its id, or nothing if the customer has too many. There is one photo of a person.
    public Optional<Long> add(int customer, DocumentKind kind, Picture picture) {
        turns.take(customer);
        if (kind == DocumentKind.PHOTO) {
            remove(customer, 0, kind.word(), "replaced");
        }
        if (number(COUNT, customer, "rows") >= OF_CUSTOMER_MAX) {
            return Optional.empty();
        }
        long id = number(NEXT, 0, "id");
        db.execute()
                .createInsert(ADD)
                .addParam("id", id)
                .addParam("customer", customer)
                .addParam("kind", kind.word())
                .addParam("type", picture.type())
                .addParam("width", picture.width())
                .addParam("height", picture.height())
                .addParam("bytes", picture.bytes().length)
                .addParam("secret", cipher.seal(purpose(customer, id), picture.bytes()))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
        return Optional.of(id);
    }

    /// The picture itself, and the trace that somebody looked at it.
    public Optional<Content> reveal(int customer, long id, String reason) {
        return revealed(
                db.execute()
                        .createGet(SECRET)
                        .addParam("customer", customer)
                        .addParam("id", id)
                        .execute()
                        .map(Row::new),
                customer,
                reason);
    }

    /// The person's photo, and the same trace.
    public Optional<Content> photo(int customer, String reason) {
        return revealed(
                db.execute()
                        .createGet(PHOTO)
                        .addParam("customer", customer)
                        .execute()
                        .map(Row::new),
                customer,
                reason);
    }

    /// False if there is none such.
    public boolean remove(int customer, long id, String why) {
        return remove(customer, id, "", why) > 0;
    }

    /// All pictures of the customer.
    void erase(int customer, String why) {
        remove(customer, 0, "", why);
    }

    private long remove(int customer, long id, String kind, String why) {
        return db.execute()
                .createUpdate(REMOVE)
                .addParam("customer", customer)
                .addParam("id", id)
                .addParam("kind", kind)
                .addParam("why", why)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    private Optional<Content> revealed(Optional<Row> found, int customer, String reason) {
        found.ifPresent(row -> tell(row, customer, reason));
        return found.map(row ->
                new Content(
                        row.text("type"),
                        cipher.open(purpose(customer, row.number("id")), row.bytes("secret"))));
    }

    private void tell(Row row, int customer, String reason) {
        db.execute()
                .createQuery(TELL)
                .addParam("id", "" + row.number("id"))
                .addParam("customer", customer)
                .addParam("kind", row.text("kind"))
                .addParam("reason", reason)
                .execute()
                .forEach(_ -> {});
    }

    private long number(String sql, int customer, String column) {
        var query = db.execute().createGet(sql);
        return (customer == 0 ? query : query.addParam("customer", customer))
                .execute()
                .map(row -> new Row(row).number(column))
                .orElseThrow();
    }

    private static Document document(Row row) {
        return new Document(
                row.number("id"),
                DocumentKind.of(row.text("kind")),
                row.text("type"),
                row.integer("width"),
                row.integer("height"),
                row.integer("bytes"),
                row.time("added"),
                row.text("added_by"));
    }

    private static Purpose purpose(int customer, long id) {
        return new Purpose("customer/" + customer + "/document/" + id);
    }
}
