package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of tills. Call it within a unit of work.
public final class Tills {
    /// What closed periods sum up to begins the sum, as in the ledger's own statements.
    private static final String SELECT =
            """
            select t.id, t.account, t.name, p.name as person, coalesce(b.amount, 0) as balance,
                   (select coalesce(sum(h.amount), 0) from core.hand_over as h
                    where h.till = t.id and h.state = 'waits') as waiting
            from core.till as t
            join core.account as p on p.id = t.account
            left join lateral (
                select coalesce((select s.amount from core.ledger_total as s
                                 where s.close = c.id and s.account = a.id), 0)
                       + coalesce((select sum(e.amount) from core.ledger_entry as e
                                   where e.account = a.id
                                     and e.day > (select coalesce(max(x.through), date '-infinity')
                                                  from core.ledger_close as x)), 0)
                       as amount
                from core.ledger_account as a
                left join (select id, through from core.ledger_close
                           order by through desc limit 1) as c on true
                where a.kind = 'cash-in-hand' and a.name = t.name) as b on true
            """;

    private static final String FIND = SELECT + " where t.id = :id";
    private static final String OF_ACCOUNT = SELECT + " where t.account = :account";

    private static final String PAGE = SELECT + " where t.id > :after order by t.id limit :rows";

    /// Nothing where the account has a till, or another's till has the name.
    private static final String OPEN =
            """
            insert into core.till (account, name, opened)
            select a.id, case when :numbered then a.login || ' ' || a.id else a.login end, :now
            from core.account as a where a.id = :account
            on conflict do nothing
            """;

    private static final String LOCK = "select id from core.till where id = :id for no key update";

    private final DbClient db;
    private final Clock clock;

    Tills(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Till> find(int id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(Tills::till);
    }

    /// The actor's, if they took cash already.
    public Optional<Till> own() {
        return db.execute()
                .createGet(OF_ACCOUNT)
                .addParam("account", Actor.current().who().account())
                .execute()
                .map(Tills::till);
    }

    public Page<Till> page(Page.Request request) {
        List<Till> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("after", request.after().map(c -> c.number(0)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(Tills::till)
                        .toList();
        return request.page(rows, till -> Cursor.of(till.id()));
    }

    /// The actor's, opened if there was none; empty for who is no person.
    Optional<Till> opened() {
        return own().or(() -> opened(false)).or(() -> opened(true));
    }

    /// A login that another had before is told apart by the account's number. Whoever takes cash
    /// does not see the other's till: only the database knows that there is one.
    private Optional<Till> opened(boolean numbered) {
        db.execute()
                .createInsert(OPEN)
                .addParam("account", Actor.current().who().account())
                .addParam("numbered", numbered)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        return own();
    }

    /// Two who hand over from one till wait here for each other.
    void lock(int id) {
        db.execute().createQuery(LOCK).addParam("id", id).execute().forEach(_ -> {});
    }

    private static Till till(DbRow from) {
        Row row = new Row(from);
        return new Till(
                row.integer("id"),
                row.integer("account"),
                row.text("name"),
                row.text("person"),
                new Money(row.number("balance")),
                new Money(row.number("waiting")));
    }
}
