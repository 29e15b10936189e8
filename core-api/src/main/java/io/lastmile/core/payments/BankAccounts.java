package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of the ISP's bank accounts. Call it within a unit of work.
public final class BankAccounts {
    static final int ROWS_MAX = 100;

    private static final String SELECT = "select id, version, name from core.bank_account";
    private static final String FIND = SELECT + " where id = :id";
    private static final String ALL = SELECT + " order by lower(name) limit :rows";

    private static final String ADD =
            """
            insert into core.bank_account (name, made, made_by)
            values (:name, :now, :by)
            on conflict (lower(name)) do nothing
            returning id
            """;

    private final DbClient db;
    private final Clock clock;

    BankAccounts(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<BankAccount> find(int id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(BankAccounts::account);
    }

    /// By their names.
    public List<BankAccount> all() {
        return db.execute()
                .createQuery(ALL)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(BankAccounts::account)
                .toList();
    }

    /// Empty if there is one of this name.
    Optional<Integer> add(String name) {
        return db
                .execute()
                .createQuery(ADD)
                .addParam("name", name)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList()
                .stream()
                .findFirst();
    }

    private static BankAccount account(DbRow from) {
        Row row = new Row(from);
        return new BankAccount(row.integer("id"), row.number("version"), row.text("name"));
    }
}
