package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The table of lines. Call it within a unit of work.
public final class Lines {
    /// Could be part of a MAC or an IP address: then fixed addresses and sessions are searched,
    /// too.
    private static final Pattern ADDRESS_PART = Pattern.compile("[0-9A-Fa-f:./-]{3,49}");

    static final String COLUMNS =
            """
            select line.id, line.version, line.router, line.source, line.name, line.label,
                   line.address, line.area, line.rate_bps, line.customer, line.plan, line.created,
                   line.changed, line.changed_by
            from core.line
            where line.removed is null
            """;

    private static final String PLACE =
            """
            and (:router = 0 or line.router = :router)
            and (:area = '' or line.area = :area)
            and (:plan = 0 or line.plan = :plan)
            and (not :free or line.customer is null)
            and (not :suspended or exists (
                select from core.line_hold as hold
                where hold.line = line.id and hold.lifted is null))
            and (line.name, line.id) > (:name, :id)
            order by line.name, line.id
            limit :rows
            """;

    private static final String PAGE = COLUMNS + PLACE;
    private static final String SEARCH = COLUMNS + " and line.search like :like " + PLACE;

    private static final String SEARCH_ADDRESS =
            COLUMNS
                    + """
                    and (line.search like :like
                         or line.id in (select at from core.lines_at(:q) as at))
                    """
                    + PLACE;

    private static final String FIND = COLUMNS + " and line.id = :id";

    private static final String VERSION =
            "select version from core.line where id = :id and removed is null for update";

    private static final String TAKEN =
            """
            select id from core.line
            where removed is null and id <> :id and source = :source and name = :name
              and coalesce(router, 0) = :router
            """;

    private static final String ROUTER =
            "select id from core.router where id = :router and removed is null";

    private static final String OF_CUSTOMER =
            COLUMNS + " and line.customer = :customer order by line.id limit :rows";

    private static final int OF_CUSTOMER_MAX = 100;

    private static final String CUSTOMER =
            "select id from core.customer where id = :customer and closed is null";

    private static final String PLAN =
            "select id from core.plan where id = :plan and retired is null";

    private static final String ADD =
            """
            insert into core.line
                (router, source, name, label, address, area, rate_bps, customer, plan, created,
                 changed, changed_by)
            values (nullif(:router, 0), :source, :name, :label, :address, :area,
                    nullif(:rate_bps, 0), nullif(:customer, 0), nullif(:plan, 0), :now, :now, :by)
            returning id
            """;

    private static final String CHANGE =
            """
            update core.line
            set version = version + 1, router = nullif(:router, 0), source = :source, name = :name,
                label = :label, address = :address, area = :area, rate_bps = nullif(:rate_bps, 0),
                customer = nullif(:customer, 0), plan = nullif(:plan, 0), changed = :now,
                changed_by = :by
            where id = :id
            """;

    private static final String REMOVE =
            """
            update core.line
            set version = version + 1, removed = :now, changed = :now, changed_by = :by
            where id = :id
            """;

    /// Names of lines stay: what was measured goes by them, and what the regulator wants kept.
    private static final String FORGET =
            """
            update core.line
            set version = version + 1, label = '', address = '', changed = :now, changed_by = :by
            where customer = :customer and (label <> '' or address <> '')
            """;

    /// What to look for: router 0, an empty area and plan 0 are all of them, `free` those that are
    /// nobody's, `suspended` those that are off for a reason.
    public record Search(
            String q, int router, String area, int plan, boolean free, boolean suspended) {}

    private final DbClient db;
    private final Outbox outbox;
    private final Clock clock;
    private final KeptPlans kept;

    Lines(DbClient db, Outbox outbox, Clock clock, KeptPlans kept) {
        this.db = db;
        this.outbox = outbox;
        this.clock = clock;
        this.kept = kept;
    }

    /// Lines by session name.
    public Page<Line> page(Search search, Page.Request request) {
        boolean address = ADDRESS_PART.matcher(search.q()).matches();
        String sql = search.q().isEmpty() ? PAGE : address ? SEARCH_ADDRESS : SEARCH;
        List<Line> rows =
                db.execute()
                        .createQuery(sql)
                        .addParam("like", Like.anywhere(search.q()))
                        .addParam("q", search.q())
                        .addParam("router", search.router())
                        .addParam("area", search.area())
                        .addParam("plan", search.plan())
                        .addParam("free", search.free())
                        .addParam("suspended", search.suspended())
                        .addParam("name", request.after().map(c -> c.text(0)).orElse(""))
                        .addParam("id", request.after().map(c -> c.number(1)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> Line.of(new Row(row)))
                        .toList();
        return request.page(rows, line -> Cursor.of(line.name(), line.id()));
    }

    public Optional<Line> find(int id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> Line.of(new Row(row)));
    }

    public List<Line> ofCustomer(int customer) {
        return db.execute()
                .createQuery(OF_CUSTOMER)
                .addParam("customer", customer)
                .addParam("rows", OF_CUSTOMER_MAX)
                .execute()
                .map(row -> Line.of(new Row(row)))
                .toList();
    }

    Saved add(LineDraft draft) {
        Optional<Fault> fault = fault(Optional.empty(), draft);
        if (fault.isPresent()) {
            return new Saved.Taken(fault.get());
        }
        int id =
                write(db.execute().createQuery(ADD), draft)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList()
                        .getFirst();
        return told(id, LineChanged.What.ADDED);
    }

    Saved change(int id, long version, LineDraft draft) {
        Optional<Saved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Line> before = find(id);
        Optional<Fault> fault =
                fault(before, draft).or(() -> before.flatMap(line -> kept.fault(line, draft)));
        if (fault.isPresent()) {
            return new Saved.Taken(fault.get());
        }
        write(db.execute().createUpdate(CHANGE), draft).addParam("id", id).execute();
        return told(id, LineChanged.What.CHANGED);
    }

    Saved remove(int id, long version) {
        Optional<Saved> refused = refused(id, version);
        if (refused.isPresent()) {
            return refused.get();
        }
        stamped(db.execute().createUpdate(REMOVE)).addParam("id", id).execute();
        return told(id, LineChanged.What.REMOVED);
    }

    private Saved told(int id, LineChanged.What what) {
        outbox.add(new LineChanged(id, what));
        return new Saved.Done(id);
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

    /// What a line has already it keeps, also where nobody could choose it any more: a plan that is
    /// not sold, a customer who is closed, a router that was removed.
    private Optional<Fault> fault(Optional<Line> before, LineDraft draft) {
        if (isNew(draft.router(), before.flatMap(Line::router))
                && !exists(ROUTER, "router", draft.router())) {
            return Optional.of(new Fault("router", "" + draft.router(), "a router that exists"));
        }
        if (isNew(draft.customer(), before.flatMap(Line::customer))
                && !exists(CUSTOMER, "customer", draft.customer())) {
            return Optional.of(
                    new Fault("customer", "" + draft.customer(), "a customer who is not closed"));
        }
        if (isNew(draft.plan(), before.flatMap(Line::plan))
                && !exists(PLAN, "plan", draft.plan())) {
            return Optional.of(new Fault("plan", "" + draft.plan(), "a plan that is sold"));
        }
        int id = before.map(Line::id).orElse(0);
        boolean taken =
                db.execute()
                        .createGet(TAKEN)
                        .addParam("id", id)
                        .addParam("source", draft.source().code())
                        .addParam("name", draft.name())
                        .addParam("router", draft.router())
                        .execute()
                        .isPresent();
        String expected = "a session name that no other line claims there";
        return taken ? Optional.of(new Fault("name", draft.name(), expected)) : Optional.empty();
    }

    /// What lines say of a customer who is forgotten goes.
    void forget(int customer) {
        stamped(db.execute().createUpdate(FORGET)).addParam("customer", customer).execute();
    }

    private static boolean isNew(int wanted, Optional<Integer> before) {
        return wanted != 0 && !before.equals(Optional.of(wanted));
    }

    private boolean exists(String sql, String what, int id) {
        return db.execute().createGet(sql).addParam(what, id).execute().isPresent();
    }

    private <S extends DbStatement<S>> S write(S statement, LineDraft draft) {
        return stamped(statement)
                .addParam("router", draft.router())
                .addParam("source", draft.source().code())
                .addParam("name", draft.name())
                .addParam("label", draft.label())
                .addParam("address", draft.address())
                .addParam("area", draft.area())
                .addParam("rate_bps", draft.rateBps())
                .addParam("customer", draft.customer())
                .addParam("plan", draft.plan());
    }

    private <S extends DbStatement<S>> S stamped(S statement) {
        return statement
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login());
    }
}
