package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.helidon.dbclient.DbStatementGet;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The table of accounts. Who may write which is `Staff`'s business. Call it within a unit of work.
public final class Accounts {
    private static final String COLUMNS =
            """
            select account.id, account.login, account.name, account.email, account.phone,
                   account.role, account.version, account.created, account.changed,
                   account.changed_by, account.disabled, account.disabled_by, account.disabled_why,
                   factor.confirmed is not null as second_factor,
                   password.id is not null as has_password
            from core.account
            left join core.second_factor as factor on factor.id = account.id
            left join core.password on password.id = account.id
            """;

    private static final String PAGE =
            COLUMNS
                    + """
                    where lower(account.name || E'\\n' || account.login || E'\\n' || account.role)
                            like :like
                      and (lower(account.name), account.id) > (:name, :id)
                    order by lower(account.name), account.id
                    limit :rows
                    """;

    private static final String FIND = COLUMNS + " where account.id = :id";
    private static final String BY_LOGIN = COLUMNS + " where lower(account.login) = :login";
    private static final String BY_ADDRESS = COLUMNS + " where lower(account.email) = :email";

    private static final String OF_ROLES =
            COLUMNS
                    + """
                    where account.disabled is null
                      and account.role = any (string_to_array(:roles, ' '))
                    order by account.id
                    limit :rows
                    """;

    private static final int OF_ROLES_MAX = 10_000;

    private static final String LOCKED =
            "select version from core.account where id = :id for update";

    private static final String TAKEN =
            """
            select lower(login) = lower(:login) as by_login from core.account
            where id <> :id
              and (lower(login) = lower(:login) or lower(email) = lower(nullif(:email, '')))
            limit 1
            """;

    private static final String ADD =
            """
            insert into core.account
                (id, login, name, email, phone, role, created, changed, changed_by)
            overriding system value
            values (:id, :login, :name, nullif(:email, ''), nullif(:phone, ''), :role, :now, :now,
                    :by)
            """;

    private static final String NEXT_ID =
            "select nextval(pg_get_serial_sequence('core.account', 'id')) as id";

    private static final String CHANGE =
            """
            update core.account
            set login = :login, name = :name, email = nullif(:email, ''),
                phone = nullif(:phone, ''), role = :role, version = version + 1, changed = :now,
                changed_by = :by
            where id = :id
            """;

    private static final String DISABLE =
            """
            update core.account
            set disabled = :now, disabled_by = :by, disabled_why = :why, version = version + 1,
                changed = :now, changed_by = :by
            where id = :id and disabled is null
            """;

    private static final String ENABLE =
            """
            update core.account
            set disabled = null, disabled_by = null, disabled_why = null, version = version + 1,
                changed = :now, changed_by = :by
            where id = :id and disabled is not null
            """;

    private static final String OWNERS =
            """
            select id from core.account where role = 'owner' and disabled is null
            order by id for update
            """;

    private static final String ANY = "select exists (select from core.account) as any_account";

    private static final String LOCK_ALL =
            "select pg_advisory_xact_lock(hashtext('first account'))";

    private final DbClient db;
    private final Clock clock;

    Accounts(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// By name; `q` is part of name, login or role.
    public Page<Account> page(String q, Page.Request request) {
        List<Account> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("like", like(q))
                        .addParam("name", request.after().map(c -> c.text(0)).orElse(""))
                        .addParam("id", request.after().map(c -> c.number(1)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> account(new Row(row)))
                        .toList();
        return request.page(
                rows, account -> Cursor.of(account.name().toLowerCase(Locale.ROOT), account.id()));
    }

    private static String like(String q) {
        String text = q.toLowerCase(Locale.ROOT);
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    public Optional<Account> find(int id) {
        return one(db.execute().createGet(FIND).addParam("id", id));
    }

    /// Those of these roles that may log in, at most ten thousand.
    public List<Account> working(Set<Role> roles) {
        return db.execute()
                .createQuery(OF_ROLES)
                .addParam("roles", String.join(" ", roles.stream().map(Role::word).toList()))
                .addParam("rows", OF_ROLES_MAX)
                .execute()
                .map(row -> account(new Row(row)))
                .toList();
    }

    Optional<Account> byLogin(String login) {
        return one(db.execute().createGet(BY_LOGIN).addParam("login", AccountDraft.low(login)));
    }

    Optional<Account> byEmail(String email) {
        return one(db.execute().createGet(BY_ADDRESS).addParam("email", AccountDraft.low(email)));
    }

    /// The version now, the row locked until the end of the unit.
    Optional<Long> lock(int id) {
        return db.execute()
                .createGet(LOCKED)
                .addParam("id", id)
                .execute()
                .map(row -> new Row(row).number("version"));
    }

    /// What stands in the way of the draft, if something does. An `id` of 0 is a new account's.
    Optional<Fault> taken(int id, AccountDraft draft) {
        return db.execute()
                .createGet(TAKEN)
                .addParam("id", id)
                .addParam("login", draft.login())
                .addParam("email", draft.email().orElse(""))
                .execute()
                .map(row -> new Row(row).flag("by_login"))
                .map(byLogin ->
                        byLogin
                                ? new Fault("login", draft.login(), "one that nobody has")
                                : new Fault("email", draft.email().orElse(""), "one nobody has"));
    }

    int add(AccountDraft draft) {
        int id = new Row(db.execute().createGet(NEXT_ID).execute().orElseThrow()).integer("id");
        write(db.execute().createInsert(ADD), id, draft).execute();
        return id;
    }

    void change(int id, AccountDraft draft) {
        write(db.execute().createUpdate(CHANGE), id, draft).execute();
    }

    void disable(int id, String why) {
        stamped(db.execute().createUpdate(DISABLE), id).addParam("why", why).execute();
    }

    void enable(int id) {
        stamped(db.execute().createUpdate(ENABLE), id).execute();
    }

    List<Integer> ownersLocked() {
        return db.execute()
                .createQuery(OWNERS)
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList();
    }

    boolean any() {
        return new Row(db.execute().createGet(ANY).execute().orElseThrow()).flag("any_account");
    }

    /// Until the end of the unit nobody else makes the first account.
    void lockAll() {
        db.execute().createGet(LOCK_ALL).execute();
    }

    private <S extends DbStatement<S>> S write(S statement, int id, AccountDraft draft) {
        return stamped(statement, id)
                .addParam("login", draft.login())
                .addParam("name", draft.name())
                .addParam("email", draft.email().orElse(""))
                .addParam("phone", draft.phone().orElse(""))
                .addParam("role", draft.role().word());
    }

    private <S extends DbStatement<S>> S stamped(S statement, int id) {
        return statement
                .addParam("id", id)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login());
    }

    private static Optional<Account> one(DbStatementGet get) {
        return get.execute().map(row -> account(new Row(row)));
    }

    private static Account account(Row row) {
        return new Account(
                row.integer("id"),
                row.text("login"),
                row.text("name"),
                row.optionalText("email"),
                row.optionalText("phone"),
                role(row.text("role")),
                row.flag("second_factor"),
                row.flag("has_password"),
                row.optionalTime("disabled")
                        .map(since ->
                                new Account.Disabled(
                                        since,
                                        row.text("disabled_by"),
                                        row.optionalText("disabled_why").orElse(""))),
                new Account.Changed(
                        row.number("version"),
                        row.time("created"),
                        row.time("changed"),
                        row.text("changed_by")));
    }

    static Role role(String word) {
        return Role.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
