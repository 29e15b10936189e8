package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table of routers. Call it within a unit of work.
public final class Routers {
    private static final String COLUMNS =
            """
            select router.id, router.version, router.name, router.area, router.host, router.port,
                   router.tls, router.fingerprint, router.username, router.legacy_login,
                   router.charset, router.interval_seconds, router.poll_ppp, router.poll_queues,
                   router.line_rate_bps, router.created, router.changed, router.changed_by,
                   pause.since as paused_since, pause.paused_by, pause.note as pause_note,
                   health.state, health.since, health.checked, health.last_answer,
                   health.last_error, health.failures, health.interval_ms,
                   health.interval_reason,
                   health.answer_ms, health.cpu_percent, health.clock_skew_ms, health.identity,
                   health.version as ros_version, health.board, health.sessions
            from core.router
            left join core.router_pause as pause on pause.router = router.id and pause.until is null
            left join telemetry.router_health as health on health.router = router.id
            where router.removed is null
            """;

    private static final String PAGE =
            COLUMNS
                    + """
                    and lower(router.name || E'\\n' || router.host || E'\\n' || router.area)
                        like :like
                    and (lower(router.name), router.id) > (:name, :id)
                    order by lower(router.name), router.id
                    limit :rows
                    """;

    private static final String FIND = COLUMNS + " and router.id = :id";
    private static final String NEXT_ID =
            "select nextval(pg_get_serial_sequence('core.router', 'id')) as id";

    private static final String VERSION =
            "select version from core.router where id = :id and removed is null for update";

    private static final String TAKEN =
            """
            select lower(name) = lower(:name) as by_name
            from core.router
            where removed is null and id <> :id
              and (lower(name) = lower(:name) or (lower(host) = lower(:host) and port = :port))
            order by by_name desc limit 1
            """;

    private static final String ADD =
            """
            insert into core.router
                (id, name, area, host, port, tls, fingerprint, username, secret, legacy_login,
                 charset, interval_seconds, poll_ppp, poll_queues, line_rate_bps, created, changed,
                 changed_by)
            overriding system value
            values (:id, :name, :area, :host, :port, :tls, nullif(:fingerprint, ''), :username,
                    :secret, :legacy_login, :charset, nullif(:interval_seconds, 0), :poll_ppp,
                    :poll_queues, :line_rate_bps, :now, :now, :by)
            """;

    private static final String CHANGE =
            """
            update core.router
            set version = version + 1, name = :name, area = :area, host = :host, port = :port,
                tls = :tls, fingerprint = nullif(:fingerprint, ''), username = :username,
                secret = case when length(:secret) = 0 then secret else :secret end,
                legacy_login = :legacy_login, charset = :charset,
                interval_seconds = nullif(:interval_seconds, 0), poll_ppp = :poll_ppp,
                poll_queues = :poll_queues, line_rate_bps = :line_rate_bps, changed = :now,
                changed_by = :by
            where id = :id
            """;

    private static final String REMOVE =
            """
            update core.router
            set version = version + 1, removed = :now, changed = :now, changed_by = :by
            where id = :id
            """;

    private static final String SECRET =
            "select secret from core.router where id = :id and removed is null";

    private static final String PAUSE =
            """
            insert into core.router_pause (router, since, paused_by, note)
            values (:id, :now, :by, :note)
            on conflict (router) where until is null do nothing
            """;

    private static final String RESUME =
            """
            update core.router_pause set until = :now, resumed_by = :by
            where router = :id and until is null
            """;

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    Routers(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /// Routers by name; `q` is part of name, host or area.
    public Page<Router> page(String q, Page.Request request) {
        List<Router> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("like", Like.anywhere(q))
                        .addParam("name", request.after().map(c -> c.text(0)).orElse(""))
                        .addParam("id", request.after().map(c -> c.number(1)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> Router.of(new Row(row)))
                        .toList();
        return request.page(
                rows, router -> Cursor.of(router.name().toLowerCase(Locale.ROOT), router.id()));
    }

    public Optional<Router> find(int id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> Router.of(new Row(row)));
    }

    Saved add(RouterDraft draft) {
        int id = new Row(db.execute().createGet(NEXT_ID).execute().orElseThrow()).integer("id");
        Optional<Fault> taken = taken(id, draft);
        if (taken.isPresent()) {
            return new Saved.Taken(taken.get());
        }
        write(db.execute().createInsert(ADD), id, draft).execute();
        return new Saved.Done(id);
    }

    Saved change(int id, long version, RouterDraft draft) {
        Optional<Saved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Fault> taken = taken(id, draft);
        if (taken.isPresent()) {
            return new Saved.Taken(taken.get());
        }
        write(db.execute().createUpdate(CHANGE), id, draft).execute();
        return new Saved.Done(id);
    }

    Saved remove(int id, long version) {
        Optional<Saved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        stamped(db.execute().createUpdate(REMOVE), id).execute();
        return new Saved.Done(id);
    }

    void pause(int id, String note) {
        stamped(db.execute().createInsert(PAUSE), id).addParam("note", note).execute();
    }

    void resume(int id) {
        stamped(db.execute().createUpdate(RESUME), id).execute();
    }

    /// The stored password in clear, for a connection test only.
    Optional<String> password(int id) {
        return db.execute()
                .createGet(SECRET)
                .addParam("id", id)
                .execute()
                .map(row -> new Row(row).bytes("secret"))
                .map(sealed -> cipher.openText(Purpose.routerPassword(id), sealed));
    }

    private Optional<Saved> refused(int id, long version) {
        Optional<Long> now =
                db.execute()
                        .createGet(VERSION)
                        .addParam("id", id)
                        .execute()
                        .map(row -> new Row(row).number("version"));
        if (now.isEmpty()) {
            return Optional.of(new Saved.Missing());
        }
        return now.get() == version ? Optional.empty() : Optional.of(new Saved.Stale(now.get()));
    }

    private Optional<Fault> taken(int id, RouterDraft draft) {
        Connection to = draft.connection();
        return db.execute()
                .createGet(TAKEN)
                .addParam("id", id)
                .addParam("name", draft.name())
                .addParam("host", to.host())
                .addParam("port", to.port())
                .execute()
                .map(row -> new Row(row).flag("by_name"))
                .map(byName ->
                        byName
                                ? new Fault("name", draft.name(), "a name that no router has")
                                : new Fault(
                                        "host",
                                        to.host() + ":" + to.port(),
                                        "an address that no router has"));
    }

    private <S extends DbStatement<S>> S write(S statement, int id, RouterDraft draft) {
        Connection to = draft.connection();
        RouterDraft.Polling polling = draft.polling();
        byte[] secret =
                to.password()
                        .map(text -> cipher.seal(Purpose.routerPassword(id), text))
                        .orElseGet(() -> new byte[0]);
        return stamped(statement, id)
                .addParam("name", draft.name())
                .addParam("area", draft.area())
                .addParam("host", to.host())
                .addParam("port", to.port())
                .addParam("tls", to.tls())
                .addParam("fingerprint", to.fingerprint().orElse(""))
                .addParam("username", to.username())
                .addParam("secret", secret)
                .addParam("legacy_login", to.legacyLogin())
                .addParam("charset", to.charset().name())
                .addParam("interval_seconds", polling.intervalSeconds().orElse(0))
                .addParam("poll_ppp", polling.ppp())
                .addParam("poll_queues", polling.queues())
                .addParam("line_rate_bps", polling.lineRateBps());
    }

    private <S extends DbStatement<S>> S stamped(S statement, int id) {
        return statement
                .addParam("id", id)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login());
    }
}
