package io.lastmile.core.customers;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of customers. Call it within a unit of work.
public final class Customers {
    static final String SELECT =
            """
            select c.id, c.version, c.number, c.reseller, c.name, c.name_bn, c.mobile, c.email,
                   cast(c.born as text) as born, c.gender, c.father, c.mother, c.spouse,
                   c.bin, c.district, c.upazila, c.union_name, c.address, c.postcode,
                   cast(c.latitude as text) as latitude, cast(c.longitude as text) as longitude,
                   array_to_string(c.tags, chr(31)) as tags, c.created, c.changed, c.changed_by,
                   c.closed
            from core.customer as c
            """;

    private static final String PAGE =
            SELECT
                    + """
                    where c.id < :before
                      and (:district = '' or c.district = :district)
                      and (:tag = '' or :tag = any (c.tags))
                      and (c.closed is not null) = :closed
                    order by c.id desc
                    limit :rows
                    """;

    private static final String FIND = SELECT + " where c.id = :id";

    private static final String MANY =
            SELECT
                    + """
                    join unnest(cast(:ids as int[])) with ordinality as wanted(id, at)
                         on wanted.id = c.id
                    order by wanted.at
                    """;

    private static final String VERSION =
            "select version, closed from core.customer where id = :id for update";

    private static final String ADD =
            """
            insert into core.customer
                (reseller, name, name_bn, mobile, email, born, gender, father, mother, spouse,
                 bin, district, upazila, union_name, address, postcode, place, latitude, longitude,
                 tags, created, changed, changed_by)
            values (nullif(:reseller, 0), :name, :name_bn, :mobile, :email,
                    cast(nullif(:born, '') as date), :gender, :father, :mother, :spouse,
                    :bin, :district, :upazila, :union_name, :address, :postcode, :place,
                    cast(nullif(:latitude, '') as numeric), cast(nullif(:longitude, '') as numeric),
                    string_to_array(:tags, chr(31)), :now, :now, :by)
            returning id
            """;

    private static final String CHANGE =
            """
            update core.customer
            set version = version + 1, reseller = nullif(:reseller, 0), name = :name,
                name_bn = :name_bn, mobile = :mobile, email = :email,
                born = cast(nullif(:born, '') as date), gender = :gender, father = :father,
                mother = :mother, spouse = :spouse, bin = :bin, district = :district,
                upazila = :upazila,
                union_name = :union_name, address = :address, postcode = :postcode,
                place = :place, latitude = cast(nullif(:latitude, '') as numeric),
                longitude = cast(nullif(:longitude, '') as numeric),
                tags = string_to_array(:tags, chr(31)), changed = :now, changed_by = :by
            where id = :id
            """;

    private static final String CLOSE =
            """
            update core.customer
            set version = version + 1, changed = :now, changed_by = :by,
                closed = case when :closed then :now end
            where id = :id
            """;

    private static final String FORGET =
            """
            update core.customer
            set version = version + 1, changed = :now, changed_by = :by, name = number,
                name_bn = '', mobile = '', email = '', born = null, gender = '', father = '',
                mother = '', spouse = '', bin = '', union_name = '', address = '', postcode = '',
                latitude = null, longitude = null, tags = '{}', closed = coalesce(closed, :now)
            where id = :id
            """;

    private static final String RESELLER =
            """
            select count(*) as accounts from core.account
            where id = :id and role = 'reseller' and disabled is null
            """;

    private static final String SUGGEST =
            """
            select distinct upazila, union_name from core.customer
            where district = :district and upazila <> ''
            order by upazila, union_name limit :rows
            """;

    private static final int SUGGESTIONS_MAX = 300;

    /// What a list shows; an empty district or tag is all of them.
    public record Filter(String district, String tag, boolean closed) {}

    /// A place that some customer of the district lives in.
    public record Locality(String upazila, String union) {}

    private final DbClient db;
    private final Ties ties;
    private final Outbox outbox;
    private final Clock clock;

    Customers(DbClient db, Ties ties, Outbox outbox, Clock clock) {
        this.db = db;
        this.ties = ties;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Customers, newest first.
    public Page<Customer> page(Filter filter, Page.Request request) {
        long before = request.after().map(c -> c.number(0)).orElse((long) Integer.MAX_VALUE);
        List<Customer> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("before", before)
                        .addParam("district", filter.district())
                        .addParam("tag", filter.tag())
                        .addParam("closed", filter.closed())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> CustomerRow.customer(new Row(row)))
                        .toList();
        return request.page(rows, customer -> Cursor.of(customer.id()));
    }

    public Optional<Customer> find(int id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> CustomerRow.customer(new Row(row)));
    }

    /// Those of `ids` that the actor may see, in that order.
    public List<Customer> find(List<Integer> ids) {
        return db.execute()
                .createQuery(MANY)
                .addParam("ids", ids.toArray(Integer[]::new))
                .execute()
                .map(row -> CustomerRow.customer(new Row(row)))
                .toList();
    }

    public int add(CustomerDraft draft) {
        checkReseller(draft.reseller());
        int id =
                stamped(CustomerRow.write(db.execute().createQuery(ADD), draft))
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList()
                        .getFirst();
        outbox.add(new CustomerAdded(id));
        return id;
    }

    public CustomerSaved change(int id, long version, CustomerDraft draft) {
        Optional<CustomerSaved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Integer> before = find(id).orElseThrow().reseller();
        if (before.orElse(0) != draft.reseller()) {
            checkReseller(draft.reseller());
        }
        stamped(CustomerRow.write(db.execute().createUpdate(CHANGE), draft))
                .addParam("id", id)
                .execute();
        return new CustomerSaved.Done(id);
    }

    /// Closes or opens again; to do what is done is a conflict.
    public CustomerSaved close(int id, long version, boolean closed) {
        Optional<CustomerSaved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (find(id).orElseThrow().closed().isPresent() == closed) {
            return new CustomerSaved.Refused(
                    new Fault(
                            "customer",
                            closed ? "closed" : "open",
                            closed ? "one that is open" : "one that is closed"));
        }
        List<String> held = closed ? ties.of(id) : List.of();
        if (!held.isEmpty()) {
            return new CustomerSaved.Refused(
                    new Fault("customer", String.join(", ", held), "one whom nothing hangs on"));
        }
        stamped(db.execute().createUpdate(CLOSE))
                .addParam("closed", closed)
                .addParam("id", id)
                .execute();
        return new CustomerSaved.Done(id);
    }

    /// The number stays, for the books, with the district; who it was goes, here and above.
    void forget(int id) {
        stamped(db.execute().createUpdate(FORGET)).addParam("id", id).execute();
        outbox.add(new CustomerErased(id));
    }

    private void checkReseller(int id) {
        boolean good =
                id == 0
                        || db.execute()
                                .createGet(RESELLER)
                                .addParam("id", id)
                                .execute()
                                .filter(row -> new Row(row).integer("accounts") == 1)
                                .isPresent();
        if (!good) {
            throw Problem.invalid("reseller", "" + id, "an account of a reseller").refusal();
        }
    }

    /// Upazilas and unions that customers of a district are known to live in.
    public List<Locality> localities(String district) {
        return db.execute()
                .createQuery(SUGGEST)
                .addParam("district", district)
                .addParam("rows", SUGGESTIONS_MAX)
                .execute()
                .map(Row::new)
                .map(row -> new Locality(row.text("upazila"), row.text("union_name")))
                .toList();
    }

    private Optional<CustomerSaved> refused(int id, long version) {
        Optional<Long> now =
                db.execute()
                        .createGet(VERSION)
                        .addParam("id", id)
                        .execute()
                        .map(row -> new Row(row).number("version"));
        if (now.isEmpty()) {
            return Optional.of(new CustomerSaved.Missing(id));
        }
        return now.get() == version
                ? Optional.empty()
                : Optional.of(new CustomerSaved.Stale(now.get()));
    }

    private <S extends DbStatement<S>> S stamped(S statement) {
        return statement.addParam("now", now()).addParam("by", Actor.current().login());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
