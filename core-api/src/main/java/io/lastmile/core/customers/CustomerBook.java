package io.lastmile.core.customers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Enters many customers at once, for the demo, imports and benchmarks. Call it within a unit of
/// work.
public final class CustomerBook {
    /// Rows of one statement: some megabytes of JSON.
    public static final int ROWS_MAX = 10_000;

    private static final String SETTLE =
            """
            insert into core.customer
                (reseller, name, name_bn, mobile, email, born, gender, father, mother, spouse,
                 bin, district, upazila, union_name, address, postcode, place, latitude, longitude,
                 tags, created, changed, changed_by)
            select nullif(r.reseller, 0), r.name, r.name_bn, r.mobile, r.email, r.born, r.gender,
                   r.father, r.mother, r.spouse, r.bin, r.district, r.upazila, r.union_name,
                   r.address, r.postcode, r.place, r.latitude, r.longitude, r.tags, :now, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                at int, reseller int, name text, name_bn text, mobile text, email text, born date,
                gender text, father text, mother text, spouse text, bin text, district text,
                upazila text, union_name text, address text, postcode text, place text,
                latitude numeric, longitude numeric, tags text[])
            order by r.at
            returning id
            """;

    private static final String CHANGE =
            """
            update core.customer as c
            set version = c.version + 1, name = r.name, name_bn = r.name_bn, mobile = r.mobile,
                email = r.email, born = r.born, gender = r.gender, father = r.father,
                mother = r.mother, spouse = r.spouse, bin = r.bin, district = r.district,
                upazila = r.upazila, union_name = r.union_name, address = r.address,
                postcode = r.postcode, place = r.place, latitude = r.latitude,
                longitude = r.longitude, tags = r.tags,
                changed = :now, changed_by = :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                id int, version bigint, name text, name_bn text, mobile text, email text,
                born date, gender text, father text, mother text, spouse text, bin text,
                district text, upazila text, union_name text, address text, postcode text,
                place text, latitude numeric, longitude numeric, tags text[])
            where c.id = r.id and c.version = r.version
            """;

    private static final String BY_NUMBER =
            Customers.SELECT + " where c.number = any (cast(:words as text[]))";

    private static final String BY_MOBILE =
            Customers.SELECT + " where c.mobile = any (cast(:words as text[])) order by c.id";

    /// Who was erased goes into no file.
    private static final String AFTER =
            Customers.SELECT + " where c.id > :after and c.mobile <> '' order by c.id limit :rows";

    private static final String LAST_FOUR =
            """
            select customer, last_four from core.customer_identity
            where kind = 'nid' and removed is null and customer > :after and customer <= :last
            """;

    private static final String COUNT =
            "select count(*) as rows from core.customer where mobile <> ''";

    /// A customer as it is to be, if it is still of the version that somebody saw.
    public record Change(int id, long version, CustomerDraft draft) {}

    /// A customer for a file; of an NID it shows the last four digits, if there is one.
    public record Exported(Customer customer, String nidLastFour) {}

    private final DbClient db;
    private final Clock clock;

    CustomerBook(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// The ids in the order of the drafts, of which there are at most `ROWS_MAX`.
    public List<Integer> settle(List<CustomerDraft> drafts) {
        if (drafts.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "drafts: %d (expected: <= %d)".formatted(drafts.size(), ROWS_MAX));
        }
        ArrayNode rows = Json.MAPPER.createArrayNode();
        drafts.forEach(draft -> write(rows.addObject().put("at", rows.size()), draft));
        return db.execute()
                .createQuery(SETTLE)
                .addParam("rows", rows.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).integer("id"))
                .sorted()
                .toList();
    }

    /// How many of them were still of the version that was seen, and are changed. Nobody's reseller
    /// changes.
    public long change(List<Change> changes) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        changes.forEach(change ->
                write(
                        rows.addObject().put("id", change.id()).put("version", change.version()),
                        change.draft()));
        return db.execute()
                .createUpdate(CHANGE)
                .addParam("rows", rows.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    /// Those of these numbers that there are, in no order.
    public List<Customer> byNumber(List<String> numbers) {
        return found(BY_NUMBER, numbers);
    }

    /// All customers with one of these mobile numbers (`+880...`), the oldest first.
    public List<Customer> byMobile(List<String> mobiles) {
        return found(BY_MOBILE, mobiles);
    }

    private List<Customer> found(String sql, List<String> words) {
        return db.execute()
                .createQuery(sql)
                .addParam("words", words.toArray(String[]::new))
                .execute()
                .map(row -> CustomerRow.customer(new Row(row)))
                .toList();
    }

    /// Customers by id, for files.
    public List<Exported> after(int id, int rows) {
        List<Customer> page =
                db.execute()
                        .createQuery(AFTER)
                        .addParam("after", id)
                        .addParam("rows", rows)
                        .execute()
                        .map(row -> CustomerRow.customer(new Row(row)))
                        .toList();
        Map<Integer, String> lastFour = new HashMap<>();
        db.execute()
                .createQuery(LAST_FOUR)
                .addParam("after", id)
                .addParam("last", page.isEmpty() ? id : page.getLast().id())
                .execute()
                .map(Row::new)
                .forEach(row -> lastFour.put(row.integer("customer"), row.text("last_four")));
        return page.stream().map(c -> new Exported(c, lastFour.getOrDefault(c.id(), ""))).toList();
    }

    /// A customer as a draft that changes nothing.
    public static CustomerDraft draft(Customer customer) {
        return new CustomerDraft(
                customer.person(),
                customer.place(),
                customer.tags(),
                customer.reseller().orElse(0));
    }

    public long count() {
        return db.execute()
                .createGet(COUNT)
                .execute()
                .map(row -> new Row(row).number("rows"))
                .orElse(0L);
    }

    private static void write(ObjectNode row, CustomerDraft draft) {
        Person person = draft.person();
        Place place = draft.place();
        row.put("reseller", draft.reseller())
                .put("name", person.name())
                .put("name_bn", person.nameBn())
                .put("mobile", person.mobile())
                .put("email", person.email())
                .put("gender", person.gender().map(Fields::nameOf).orElse(""))
                .put("father", person.father())
                .put("mother", person.mother())
                .put("spouse", person.spouse())
                .put("bin", person.bin())
                .put("district", place.district())
                .put("upazila", place.upazila())
                .put("union_name", place.union())
                .put("address", place.address())
                .put("postcode", place.postcode())
                .put("place", place.words());
        person.born().ifPresent(born -> row.put("born", born.toString()));
        place.gps()
                .ifPresent(gps ->
                        row.put("latitude", gps.latitude()).put("longitude", gps.longitude()));
        ArrayNode tags = row.putArray("tags");
        draft.tags().forEach(tags::add);
    }
}
