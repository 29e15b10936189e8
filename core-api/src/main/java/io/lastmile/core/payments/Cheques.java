package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of cheques. Call it within a unit of work.
public final class Cheques {
    static final String SOURCE = "cheque";

    private static final String SELECT =
            """
            select q.id, q.customer, c.name, q.bank, q.number, cast(q.dated as text) as dated,
                   q.amount, q.invoice, q.subscription, q.times, q.note, q.state,
                   cast(q.received as text) as received, q.made, q.made_by,
                   cast(q.deposited as text) as deposited, q.into_bank, b.name as into_name,
                   b.version as into_version, cast(q.cleared as text) as cleared,
                   cast(q.bounced as text) as bounced, q.why
            from core.cheque as q
            join core.customer as c on c.id = q.customer
            left join core.bank_account as b on b.id = q.into_bank
            """;

    private static final String FIND = SELECT + " where q.id = :id";

    private static final String PAGE =
            SELECT
                    + """
                    where (:state = '' or q.state = :state) and q.id < :before
                    order by q.id desc limit :rows
                    """;

    /// Two who say what became of one wait here for each other.
    private static final String LOCK =
            "select id from core.cheque where id = :id for no key update";

    private static final String ADD =
            """
            insert into core.cheque (customer, bank, number, dated, amount, invoice, subscription,
                times, note, state, received, made, made_by)
            values (:customer, :bank, :number, cast(:dated as date), :amount, nullif(:invoice, 0),
                    nullif(:subscription, 0), nullif(:times, 0), :note, 'received',
                    cast(:received as date), :now, :by)
            on conflict do nothing
            returning id
            """;

    private static final String DEPOSIT =
            """
            update core.cheque
            set state = 'deposited', deposited = cast(:day as date), deposited_by = :by,
                into_bank = :bank, cost = :cost
            where id = :id
            """;

    private static final String CLEAR =
            """
            update core.cheque
            set state = 'cleared', cleared = cast(:day as date), cleared_by = :by
            where id = :id
            """;

    private static final String BOUNCE =
            """
            update core.cheque
            set state = 'bounced', bounced = cast(:day as date), bounced_by = :by, why = :why
            where id = :id
            """;

    private static final String BLANK =
            "update core.cheque set note = '' where customer = :customer and note <> ''";

    private final DbClient db;
    private final Clock clock;

    Cheques(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Cheque> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(Cheques::cheque);
    }

    /// The same once nobody else writes it.
    Optional<Cheque> lock(long id) {
        db.execute().createQuery(LOCK).addParam("id", id).execute().forEach(_ -> {});
        return find(id);
    }

    /// Newest first.
    public Page<Cheque> page(Optional<Cheque.State> state, Page.Request request) {
        List<Cheque> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("state", state.map(Fields::nameOf).orElse(""))
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(Cheques::cheque)
                        .toList();
        return request.page(rows, cheque -> Cursor.of(cheque.id()));
    }

    /// Empty if there is one of this bank and number that did not bounce.
    Optional<Long> add(Cheque.Draft draft, LocalDate received) {
        var paper = draft.paper();
        return db
                .execute()
                .createQuery(ADD)
                .addParam("customer", draft.customer())
                .addParam("bank", paper.bank())
                .addParam("number", paper.number())
                .addParam("dated", paper.dated().toString())
                .addParam("amount", paper.amount().poisha())
                .addParam("invoice", draft.wish().invoice().orElse(0L))
                .addParam(
                        "subscription", draft.wish().buying().map(b -> b.subscription()).orElse(0))
                .addParam("times", draft.wish().buying().map(b -> b.times()).orElse(0))
                .addParam("note", draft.note())
                .addParam("received", received.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .stream()
                .findFirst();
    }

    /// `cost` is what the time that it is for takes of it.
    record Deposit(LocalDate day, int bank, Money cost) {}

    void deposit(long id, Deposit deposit) {
        db.execute()
                .createUpdate(DEPOSIT)
                .addParam("id", id)
                .addParam("day", deposit.day().toString())
                .addParam("bank", deposit.bank())
                .addParam("cost", deposit.cost().poisha())
                .addParam("by", Actor.current().login())
                .execute();
    }

    void clear(long id, LocalDate day) {
        db.execute()
                .createUpdate(CLEAR)
                .addParam("id", id)
                .addParam("day", day.toString())
                .addParam("by", Actor.current().login())
                .execute();
    }

    void bounce(long id, LocalDate day, String why) {
        db.execute()
                .createUpdate(BOUNCE)
                .addParam("id", id)
                .addParam("day", day.toString())
                .addParam("why", why)
                .addParam("by", Actor.current().login())
                .execute();
    }

    /// Words about somebody who is forgotten go.
    void forget(int customer) {
        db.execute().createUpdate(BLANK).addParam("customer", customer).execute();
    }

    private static Cheque cheque(DbRow from) {
        Row row = new Row(from);
        return new Cheque(
                row.number("id"),
                row.integer("customer"),
                row.text("name"),
                new Cheque.Paper(
                        row.text("bank"),
                        row.text("number"),
                        LocalDate.parse(row.text("dated")),
                        new Money(row.number("amount"))),
                Wish.of(
                        row.optionalNumber("invoice"),
                        row.optionalInteger("subscription"),
                        row.optionalInteger("times").orElse(1)),
                row.text("note"),
                EnumNames.constant(Cheque.State.class, row.text("state")),
                LocalDate.parse(row.text("received")),
                row.time("made"),
                row.text("made_by"),
                new Cheque.Steps(
                        day(row, "deposited"), into(row), day(row, "cleared"), day(row, "bounced")),
                row.text("why"));
    }

    private static Optional<BankAccount> into(Row row) {
        return row.optionalInteger("into_bank")
                .map(id -> new BankAccount(id, row.number("into_version"), row.text("into_name")));
    }

    private static Optional<LocalDate> day(Row row, String column) {
        return row.optionalText(column).map(LocalDate::parse);
    }
}
