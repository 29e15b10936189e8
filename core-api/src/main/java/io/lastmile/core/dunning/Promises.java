package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of promises. Call it within a unit of work.
public final class Promises {
    /// Within which promises of a customer are counted.
    static final Duration SPAN = Duration.ofDays(90);

    private static final int ROWS_MAX = 100;

    private static final String COLUMNS =
            """
            select id, customer, cast(last_day as text) as last_day, why, made, made_by,
                   withdrawn as over, withdrawn_by as over_by
            from core.promise
            """;

    private static final String FIND = COLUMNS + " where id = :id";

    private static final String OF_CUSTOMER =
            COLUMNS + " where customer = :customer order by id desc limit :rows";

    /// Two that promise for one customer wait here for each other.
    private static final String LOCK =
            "select id from core.customer where id = :customer for no key update";

    private static final String COUNT =
            "select count(*) as n from core.promise where customer = :customer and made > :since";

    private static final String ADD =
            """
            insert into core.promise (customer, last_day, why, made, made_by)
            values (:customer, cast(:last_day as date), :why, :now, :by)
            returning id
            """;

    private static final String WITHDRAW =
            """
            update core.promise set withdrawn = :now, withdrawn_by = :by
            where id = :id and withdrawn is null
            """;

    private static final String BLANK =
            "update core.promise set why = '' where customer = :customer and why <> ''";

    private final DbClient db;
    private final Clock clock;

    Promises(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Mercy> find(long id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> mercy(new Row(row)));
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

    /// How many there were of late; until the end of the unit of work there are no others.
    int lately(int customer) {
        db.execute().createQuery(LOCK).addParam("customer", customer).execute().forEach(_ -> {});
        return db.execute()
                .createGet(COUNT)
                .addParam("customer", customer)
                .addParam("since", now().minus(SPAN))
                .execute()
                .map(row -> new Row(row).integer("n"))
                .orElseThrow();
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

    boolean withdraw(long id) {
        return db.execute()
                        .createUpdate(WITHDRAW)
                        .addParam("id", id)
                        .addParam("now", now())
                        .addParam("by", Actor.current().login())
                        .execute()
                > 0;
    }

    /// Words about somebody who is forgotten go.
    void forget(int customer) {
        db.execute().createUpdate(BLANK).addParam("customer", customer).execute();
    }

    static Mercy mercy(Row row) {
        return new Mercy(
                row.number("id"),
                row.integer("customer"),
                row.optionalText("last_day").map(LocalDate::parse),
                row.text("why"),
                row.time("made"),
                row.text("made_by"),
                Optional.empty(),
                Optional.empty(),
                row.optionalTime("over"),
                row.optionalText("over_by"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
