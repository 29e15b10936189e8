package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// The table of exemptions, of which a customer has one at a time. One that is not approved spares
/// nobody. Call it within a unit of work.
public final class Exemptions {
    private static final int ROWS_MAX = 100;

    private static final String COLUMNS =
            """
            select id, customer, cast(last_day as text) as last_day, why, made, made_by, approved,
                   approved_by, ended as over, ended_by as over_by
            from core.dunning_exemption
            """;

    private static final String OF_CUSTOMER =
            COLUMNS + " where customer = :customer order by id desc limit :rows";

    private static final String OPEN =
            """
            select id from core.dunning_exemption where customer = :customer and ended is null
            """;

    private static final String WAITING =
            COLUMNS
                    + " where ended is null and approved is null and id > :after"
                    + " order by id limit :rows";

    private static final String APPROVE =
            """
            update core.dunning_exemption set approved = :now, approved_by = :by
            where customer = :customer and ended is null and approved is null
            """;

    private static final String LOCK =
            "select id from core.customer where id = :customer for no key update";

    private static final String ADD =
            """
            insert into core.dunning_exemption (customer, last_day, why, made, made_by)
            values (:customer, cast(:last_day as date), :why, :now, :by)
            returning id
            """;

    private static final String END =
            """
            update core.dunning_exemption set ended = :now, ended_by = :by
            where customer = :customer and ended is null
            """;

    private static final String BLANK =
            "update core.dunning_exemption set why = '' where customer = :customer and why <> ''";

    private final DbClient db;
    private final Clock clock;

    Exemptions(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Newest first.
    public List<Mercy> ofCustomer(int customer) {
        return db.execute()
                .createQuery(OF_CUSTOMER)
                .addParam("customer", customer)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> mercy(new Row(row)))
                .toList();
    }

    /// Those that somebody has to approve, the oldest first.
    public Page<Mercy> waiting(Page.Request request) {
        List<Mercy> rows =
                db.execute()
                        .createQuery(WAITING)
                        .addParam("after", request.after().map(c -> c.number(0)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> mercy(new Row(row)))
                        .toList();
        return request.page(rows, mercy -> Cursor.of(mercy.id()));
    }

    /// Two that exempt one customer wait here for each other.
    void lock(int customer) {
        db.execute().createQuery(LOCK).addParam("customer", customer).execute().forEach(_ -> {});
    }

    /// Whether one stands or waits.
    boolean open(int customer) {
        return db.execute().createGet(OPEN).addParam("customer", customer).execute().isPresent();
    }

    long add(int customer, LocalDate lastDay, String why) {
        return db.execute()
                .createQuery(ADD)
                .addParam("customer", customer)
                .addParam("last_day", lastDay.toString())
                .addParam("why", why)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    /// The one that waits; false if none does.
    boolean approve(int customer) {
        return db.execute()
                        .createUpdate(APPROVE)
                        .addParam("customer", customer)
                        .addParam("now", now())
                        .addParam("by", Actor.current().login())
                        .execute()
                > 0;
    }

    private static Mercy mercy(Row row) {
        return Promises.mercy(row)
                .approved(row.optionalTime("approved"), row.optionalText("approved_by"));
    }

    boolean end(int customer) {
        return db.execute()
                        .createUpdate(END)
                        .addParam("customer", customer)
                        .addParam("now", now())
                        .addParam("by", Actor.current().login())
                        .execute()
                > 0;
    }

    /// Words about somebody who is forgotten go.
    void forget(int customer) {
        db.execute().createUpdate(BLANK).addParam("customer", customer).execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
