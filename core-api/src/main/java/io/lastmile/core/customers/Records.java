package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// What is written about a customer: contacts, notes, consents and wishes to be forgotten. Call it
/// within a unit of work.
public final class Records {
    static final int ROWS_MAX = 200;

    /// Contacts of one customer; more are a mailing list.
    static final int CONTACTS_MAX = 20;

    private static final String COUNT_CONTACTS =
            """
            select count(*) as contacts from core.customer_contact
            where customer = :customer and removed is null
            """;
    private static final String FORGET_CONTACTS =
            """
            update core.customer_contact
            set name = '', relation = '', mobile = '', email = '',
                removed = coalesce(removed, :now)
            where customer = :customer
            """;
    private static final String FORGET_NOTES =
            "update core.customer_note set text = '' where customer = :customer";

    private static final String FORGET_WISH =
            "update core.customer_erasure set note = '' where customer = :customer";

    private static final String CONTACTS =
            """
            select id, name, relation, mobile, email from core.customer_contact
            where customer = :customer and removed is null order by id limit :rows
            """;
    private static final String ADD_CONTACT =
            """
            insert into core.customer_contact (customer, name, relation, mobile, email, added)
            values (:customer, :name, :relation, :mobile, :email, :now)
            """;
    private static final String REMOVE_CONTACT =
            """
            update core.customer_contact set removed = :now
            where customer = :customer and id = :id and removed is null
            """;
    private static final String NOTES =
            """
            select id, time, written_by, text from core.customer_note
            where customer = :customer order by id desc limit :rows
            """;
    private static final String ADD_NOTE =
            """
            insert into core.customer_note (customer, time, written_by, text)
            values (:customer, :now, :by, :text)
            """;
    private static final String CONSENTS =
            """
            select distinct on (purpose) purpose, given, text, time, taken_by
            from core.customer_consent where customer = :customer
            order by purpose, id desc
            """;
    private static final String ADD_CONSENT =
            """
            insert into core.customer_consent (customer, purpose, given, text, time, taken_by)
            values (:customer, :purpose, :given, :text, :now, :by)
            """;
    private static final String ERASURE =
            """
            select requested, requested_by, note from core.customer_erasure
            where customer = :customer and settled is null
            """;
    private static final String ASK_ERASURE =
            """
            insert into core.customer_erasure (customer, requested, requested_by, note)
            values (:customer, :now, :by, :note)
            on conflict do nothing
            """;
    private static final String SETTLE_ERASURE =
            """
            update core.customer_erasure
            set settled = :now, settled_by = :by, outcome = :outcome
            where customer = :customer and settled is null
            """;

    public record Contact(long id, String name, String relation, String mobile, String email) {}

    public record Note(long id, Instant time, String writtenBy, String text) {}

    public record Consent(Purpose purpose, boolean given, String text, Instant time, String by) {}

    public record Erasure(Instant requested, String requestedBy, String note) {}

    /// What data is used for.
    public enum Purpose {
        SERVICE,
        MESSAGES,
        OFFERS,
        CHURN_SCORE
    }

    private final DbClient db;
    private final Turns turns;
    private final Clock clock;

    Records(DbClient db, Turns turns, Clock clock) {
        this.db = db;
        this.turns = turns;
        this.clock = clock;
    }

    public List<Contact> contacts(int customer) {
        return db.execute()
                .createQuery(CONTACTS)
                .addParam("customer", customer)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Contact(
                                row.number("id"),
                                row.text("name"),
                                row.text("relation"),
                                row.text("mobile"),
                                row.text("email")))
                .toList();
    }

    /// False if there are as many as anybody needs.
    public boolean addContact(int customer, Contact contact) {
        turns.take(customer);
        int contacts =
                db.execute()
                        .createGet(COUNT_CONTACTS)
                        .addParam("customer", customer)
                        .execute()
                        .map(row -> new Row(row).integer("contacts"))
                        .orElse(0);
        if (contacts >= CONTACTS_MAX) {
            return false;
        }
        stamped(db.execute().createInsert(ADD_CONTACT), customer)
                .addParam("name", contact.name())
                .addParam("relation", contact.relation())
                .addParam("mobile", contact.mobile())
                .addParam("email", contact.email())
                .execute();
        return true;
    }

    /// What contacts, notes and wishes said goes; that there were some stays.
    void forget(int customer) {
        stamped(db.execute().createUpdate(FORGET_CONTACTS), customer).execute();
        db.execute().createUpdate(FORGET_NOTES).addParam("customer", customer).execute();
        db.execute().createUpdate(FORGET_WISH).addParam("customer", customer).execute();
    }

    public boolean removeContact(int customer, long id) {
        return stamped(db.execute().createUpdate(REMOVE_CONTACT), customer)
                        .addParam("id", id)
                        .execute()
                > 0;
    }

    public List<Note> notes(int customer) {
        return db.execute()
                .createQuery(NOTES)
                .addParam("customer", customer)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Note(
                                row.number("id"),
                                row.time("time"),
                                row.text("written_by"),
                                row.text("text")))
                .toList();
    }

    public void addNote(int customer, String text) {
        stamped(db.execute().createInsert(ADD_NOTE), customer).addParam("text", text).execute();
    }

    /// The newest of each purpose.
    public List<Consent> consents(int customer) {
        return db.execute()
                .createQuery(CONSENTS)
                .addParam("customer", customer)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Consent(
                                Purpose.valueOf(
                                        row.text("purpose")
                                                .toUpperCase(java.util.Locale.ROOT)
                                                .replace('-', '_')),
                                row.flag("given"),
                                row.text("text"),
                                row.time("time"),
                                row.text("taken_by")))
                .toList();
    }

    public void addConsent(int customer, Purpose purpose, boolean given, String text) {
        stamped(db.execute().createInsert(ADD_CONSENT), customer)
                .addParam("purpose", Fields.nameOf(purpose))
                .addParam("given", given)
                .addParam("text", text)
                .execute();
    }

    /// The wish that nobody has settled yet.
    public Optional<Erasure> erasure(int customer) {
        return db.execute()
                .createGet(ERASURE)
                .addParam("customer", customer)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Erasure(
                                row.time("requested"), row.text("requested_by"), row.text("note")));
    }

    /// False if one waits already.
    public boolean askErasure(int customer, String note) {
        return stamped(db.execute().createInsert(ASK_ERASURE), customer)
                        .addParam("note", note)
                        .execute()
                > 0;
    }

    /// False if none waits.
    public boolean settleErasure(int customer, String outcome) {
        return stamped(db.execute().createUpdate(SETTLE_ERASURE), customer)
                        .addParam("outcome", outcome)
                        .execute()
                > 0;
    }

    private <S extends DbStatement<S>> S stamped(S statement, int customer) {
        return statement
                .addParam("customer", customer)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login());
    }
}
