package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Sessions in the database, so that they outlive a restart and can be ended from anywhere. Call it
/// within a unit of work.
public final class Sessions {
    /// `seen` is written at most this often.
    private static final Duration SEEN_STEP = Duration.ofMinutes(5);

    private static final String OPEN =
            """
            insert into core.session
                (token_hash, kind, account, customer, mobile, code, created, seen, idle_until,
                 expires, address, agent)
            values (:hash, :kind, nullif(:account, 0), nullif(:customer, 0), nullif(:mobile, ''),
                    nullif(:code, 0), :now, :now, :idle, :expires, :address, :agent)
            """;

    private static final String FIND =
            """
            select session.id, session.kind, session.account, session.customer, session.mobile,
                   session.code, session.seen, account.login, account.role
            from core.session
            left join core.account on account.id = session.account
            where session.token_hash = :hash and session.expires > :now
              and session.idle_until > :now and account.disabled is null
            """;

    private static final String SEEN =
            """
            update core.session set seen = :now, idle_until = :idle, address = :address
            where id = :id
            """;

    private static final String PAGE =
            """
            select id, kind, account, customer, mobile, code, created, seen, expires, address, agent
            from core.session
            where (account = nullif(:account, 0) or customer = nullif(:customer, 0))
              and kind in ('staff', 'customer') and expires > :now and idle_until > :now
              and id < :before
            order by id desc limit :rows
            """;

    private static final String PERSON =
            """
            select account, customer, mobile, code from core.session
            where id = :id and kind in ('staff', 'customer')
            """;

    private static final String CLOSE = "delete from core.session where token_hash = :hash";
    private static final String END = "delete from core.session where id = :id";
    private static final String END_ALL =
            """
            delete from core.session
            where (account = nullif(:account, 0) or customer = nullif(:customer, 0))
              and id <> :kept
            """;

    private static final String SWEEP =
            "delete from core.session where expires <= :now or idle_until <= :now";

    /// Who is behind a token. `worn`: it is time to note that the session is used.
    record Live(
            long id, Session.Kind kind, Session.Person person, Optional<Who> who, boolean worn) {}

    /// The account as it is now, not as it was at the login.
    record Who(String login, Role role) {}

    private final DbClient db;
    private final Clock clock;

    Sessions(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// The token of a new session: given out once, never stored.
    Token open(Session.Kind kind, Session.Person person, Session.Origin origin) {
        Token token = Token.random();
        Instant now = clock.instant();
        db.execute()
                .createInsert(OPEN)
                .addParam("hash", token.hash())
                .addParam("kind", kind.word())
                .addParam("account", person.account().orElse(0))
                .addParam("customer", person.customer().orElse(0))
                .addParam("mobile", person.mobile())
                .addParam("code", person.code().orElse(0L))
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .addParam("idle", now.plus(kind.idle).atOffset(ZoneOffset.UTC))
                .addParam("expires", now.plus(kind.life).atOffset(ZoneOffset.UTC))
                .addParam("address", origin.address())
                .addParam("agent", origin.agent())
                .execute();
        return token;
    }

    Optional<Live> find(Token token) {
        Instant now = clock.instant();
        return db.execute()
                .createGet(FIND)
                .addParam("hash", token.hash())
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .execute()
                .map(Row::new)
                .map(row -> live(row, now));
    }

    void seen(Live session, String address) {
        Instant now = clock.instant();
        db.execute()
                .createUpdate(SEEN)
                .addParam("id", session.id())
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .addParam("idle", now.plus(session.kind().idle).atOffset(ZoneOffset.UTC))
                .addParam("address", address)
                .execute();
    }

    /// Open ones of an account or a customer (the other id is 0), newest first.
    public Page<Session> page(int account, int customer, long current, Page.Request request) {
        List<Session> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("account", account)
                        .addParam("customer", customer)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> session(new Row(row), current))
                        .toList();
        return request.page(rows, session -> Cursor.of(session.id()));
    }

    void close(Token token) {
        db.execute().createDelete(CLOSE).addParam("hash", token.hash()).execute();
    }

    Optional<Session.Person> person(long id) {
        return db.execute()
                .createGet(PERSON)
                .addParam("id", id)
                .execute()
                .map(row -> person(new Row(row)));
    }

    /// False if there is none, or the actor does not see it.
    boolean end(long id) {
        return db.execute().createDelete(END).addParam("id", id).execute() > 0;
    }

    /// All of an account or a customer (the other id is 0), but `kept`, which may be 0 for none.
    void endAll(int account, int customer, long kept) {
        db.execute()
                .createDelete(END_ALL)
                .addParam("account", account)
                .addParam("customer", customer)
                .addParam("kept", kept)
                .execute();
    }

    void sweep() {
        db.execute()
                .createDelete(SWEEP)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static Live live(Row row, Instant now) {
        return new Live(
                row.number("id"),
                Session.Kind.of(row.text("kind")),
                person(row),
                row.optionalText("login")
                        .map(login -> new Who(login, Accounts.role(row.text("role")))),
                row.time("seen").plus(SEEN_STEP).isBefore(now));
    }

    private static Session session(Row row, long current) {
        return new Session(
                row.number("id"),
                Session.Kind.of(row.text("kind")),
                person(row),
                row.time("created"),
                row.time("seen"),
                row.time("expires"),
                new Session.Origin(row.text("address"), row.text("agent")),
                row.number("id") == current);
    }

    private static Session.Person person(Row row) {
        return new Session.Person(
                row.optionalInteger("account"),
                row.optionalInteger("customer"),
                row.optionalText("mobile").orElse(""),
                row.optionalNumber("code"));
    }
}
