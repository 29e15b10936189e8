package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of charges that wait for a bill. Call it within a unit of work.
public final class OneOffs {
    private static final String SELECT =
            """
            select id, customer, says, says_bn, service_class, net, made, made_by, invoice, dropped,
                   coalesce(dropped_by, '') as dropped_by,
                   coalesce(drop_reason, '') as drop_reason
            from core.one_off
            """;

    private static final String FIND = SELECT + " where id = :id";

    private static final String OF_CUSTOMER =
            SELECT + " where customer = :customer order by id desc limit :rows";

    /// What waits of these customers since before a time, the oldest first.
    private static final String WAITING =
            SELECT
                    + """
                    where customer = any (cast(:customers as int[])) and invoice is null
                      and dropped is null and made <= :before
                    order by customer, id
                    """;

    private static final String ADD =
            """
            insert into core.one_off (customer, says, says_bn, service_class, net, made, made_by)
            values (:customer, :says, :says_bn, :service_class, :net, :now, :by)
            returning id
            """;

    private static final String PUT =
            """
            update core.one_off set invoice = :invoice
            where id = any (cast(:ids as bigint[])) and invoice is null and dropped is null
            """;

    private static final String DROP =
            """
            update core.one_off set dropped = :now, dropped_by = :by, drop_reason = :why
            where id = :id and invoice is null and dropped is null
            """;

    private static final String RELEASE =
            "update core.one_off set invoice = null where invoice = :invoice";

    static final int ROWS_MAX = 200;

    private final DbClient db;
    private final Clock clock;

    OneOffs(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<OneOff> find(long id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> oneOff(new Row(row)));
    }

    /// The newest ones, billed and dropped ones too.
    public List<OneOff> ofCustomer(int customer) {
        return db.execute()
                .createQuery(OF_CUSTOMER)
                .addParam("customer", customer)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> oneOff(new Row(row)))
                .toList();
    }

    List<OneOff> waiting(List<Integer> customers, Instant before) {
        return db.execute()
                .createQuery(WAITING)
                .addParam("customers", Bulk.array(customers))
                .addParam("before", before.atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> oneOff(new Row(row)))
                .toList();
    }

    long add(int customer, LineDraft.Says says, String serviceClass, Money net) {
        return db.execute()
                .createQuery(ADD)
                .addParam("customer", customer)
                .addParam("says", says.en())
                .addParam("says_bn", says.bn())
                .addParam("service_class", serviceClass)
                .addParam("net", net.poisha())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    /// They are on an invoice now: each of them once, or the unit of work fails.
    void put(List<Long> ids, long invoice) {
        long put =
                db.execute()
                        .createUpdate(PUT)
                        .addParam("ids", Bulk.array(ids))
                        .addParam("invoice", invoice)
                        .execute();
        if (put != ids.size()) {
            throw new IllegalStateException(
                    "charges on invoice %d: %d of %s (expected: all)".formatted(invoice, put, ids));
        }
    }

    /// False if it does not wait any more.
    boolean drop(long id, String why) {
        return db.execute()
                        .createUpdate(DROP)
                        .addParam("id", id)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .addParam("why", why)
                        .execute()
                == 1;
    }

    /// What was on an invoice that is void waits again.
    void release(long invoice) {
        db.execute().createUpdate(RELEASE).addParam("invoice", invoice).execute();
    }

    private static OneOff oneOff(Row row) {
        return new OneOff(
                row.number("id"),
                row.integer("customer"),
                row.text("says"),
                row.text("says_bn"),
                row.text("service_class"),
                new Money(row.number("net")),
                row.time("made"),
                row.text("made_by"),
                row.optionalNumber("invoice"),
                row.optionalTime("dropped")
                        .map(time ->
                                new OneOff.Dropped(
                                        time, row.text("dropped_by"), row.text("drop_reason"))));
    }
}
