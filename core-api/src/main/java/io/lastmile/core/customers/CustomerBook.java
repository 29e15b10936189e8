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
import java.util.List;

/// Enters many customers at once, for the demo, imports and benchmarks. Call it within a unit of
/// work.
public final class CustomerBook {
    /// Rows of one statement: some megabytes of JSON.
    public static final int ROWS_MAX = 10_000;

    private static final String SETTLE =
            """
            insert into core.customer
                (reseller, name, name_bn, mobile, email, born, gender, father, mother, spouse,
                 district, upazila, union_name, address, postcode, place, latitude, longitude,
                 tags, created, changed, changed_by)
            select nullif(r.reseller, 0), r.name, r.name_bn, r.mobile, r.email, r.born, r.gender,
                   r.father, r.mother, r.spouse, r.district, r.upazila, r.union_name, r.address,
                   r.postcode, r.place, r.latitude, r.longitude, r.tags, :now, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                at int, reseller int, name text, name_bn text, mobile text, email text, born date,
                gender text, father text, mother text, spouse text, district text, upazila text,
                union_name text, address text, postcode text, place text, latitude numeric,
                longitude numeric, tags text[])
            order by r.at
            returning id
            """;

    private static final String COUNT = "select count(*) as rows from core.customer";

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
