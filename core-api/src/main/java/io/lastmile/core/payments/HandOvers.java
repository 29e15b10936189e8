package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of hand-overs. Call it within a unit of work.
public final class HandOvers {
    private static final String SELECT =
            """
            select h.id, h.till, t.account, p.name as person, h.bank, b.name as bank_name,
                   b.version as bank_version, h.amount, h.note, h.state, h.made, h.made_by,
                   h.counted, h.into_kind, h.into_name, h.settled, h.settled_by, h.why
            from core.hand_over as h
            join core.till as t on t.id = h.till
            join core.account as p on p.id = t.account
            left join core.bank_account as b on b.id = h.bank
            """;

    private static final String FIND = SELECT + " where h.id = :id";

    private static final String PAGE =
            SELECT
                    + """
                    where (:state = '' or h.state = :state) and (:till = 0 or h.till = :till)
                      and h.id < :before
                    order by h.id desc limit :rows
                    """;

    /// Two who count the same wait here for each other.
    private static final String LOCK =
            "select id from core.hand_over where id = :id for no key update";

    private static final String ADD =
            """
            insert into core.hand_over (till, bank, amount, note, state, made, made_by)
            values (:till, nullif(:bank, 0), :amount, :note, 'waits', :now, :by)
            returning id
            """;

    private static final String CONFIRM =
            """
            update core.hand_over
            set state = 'confirmed', counted = :counted, into_kind = :kind, into_name = :name,
                settled = :now, settled_by = :by, why = :why
            where id = :id and state = 'waits'
            """;

    private static final String REFUSE =
            """
            update core.hand_over
            set state = 'refused', settled = :now, settled_by = :by, why = :why
            where id = :id and state = 'waits'
            """;

    private final DbClient db;
    private final Clock clock;

    HandOvers(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<HandOver> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(HandOvers::handOver);
    }

    /// The same once nobody else settles it.
    Optional<HandOver> lock(long id) {
        db.execute().createQuery(LOCK).addParam("id", id).execute().forEach(_ -> {});
        return find(id);
    }

    /// Those that the actor sees, of a till or of all (0), newest first.
    public Page<HandOver> page(Optional<HandOver.State> state, int till, Page.Request request) {
        List<HandOver> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("state", state.map(Fields::nameOf).orElse(""))
                        .addParam("till", till)
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(HandOvers::handOver)
                        .toList();
        return request.page(rows, one -> Cursor.of(one.id()));
    }

    long add(int till, HandOver.Draft draft) {
        return db.execute()
                .createQuery(ADD)
                .addParam("till", till)
                .addParam("bank", draft.bank().orElse(0))
                .addParam("amount", draft.amount().poisha())
                .addParam("note", draft.note())
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    void confirm(long id, Money counted, Account into, String why) {
        db.execute()
                .createUpdate(CONFIRM)
                .addParam("id", id)
                .addParam("counted", counted.poisha())
                .addParam("kind", into.kind().word())
                .addParam("name", into.name())
                .addParam("why", why)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
    }

    void refuse(long id, String why) {
        db.execute()
                .createUpdate(REFUSE)
                .addParam("id", id)
                .addParam("why", why)
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static HandOver handOver(DbRow from) {
        Row row = new Row(from);
        return new HandOver(
                row.number("id"),
                row.integer("till"),
                row.integer("account"),
                row.text("person"),
                row.optionalInteger("bank")
                        .map(id ->
                                new BankAccount(
                                        id, row.number("bank_version"), row.text("bank_name"))),
                new Money(row.number("amount")),
                row.text("note"),
                EnumNames.constant(HandOver.State.class, row.text("state")),
                row.time("made"),
                row.text("made_by"),
                row.optionalTime("settled")
                        .map(time ->
                                new HandOver.Settled(
                                        time,
                                        row.text("settled_by"),
                                        row.optionalNumber("counted").map(Money::new),
                                        into(row),
                                        row.text("why"))));
    }

    private static Optional<Account> into(Row row) {
        return row.optionalText("into_kind")
                .map(kind ->
                        new Account(
                                EnumNames.constant(AccountKind.class, kind),
                                row.text("into_name")));
    }
}
