package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Jobs;
import io.lastmile.core.platform.Row;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/// The job that watches the promises: a warning, then a breach, each once for ever, with its event
/// in the transaction that marks it. Rows that somebody works on right now are left for the next
/// pass. It also closes what was resolved long enough ago.
final class TicketDeadlines {
    static final int ROWS_MAX = 200;
    private static final Duration EVERY = Duration.ofSeconds(30);

    private static final String REPLY_BREACHED =
            """
            update core.ticket set reply_breached = :now, reply_warn = null, version = version + 1
            where id in (select id from core.ticket
                         where reply_due <= :now and reply_breached is null
                         order by reply_due limit :rows for update skip locked)
            returning id
            """;
    private static final String SOLVE_BREACHED =
            """
            update core.ticket set solve_breached = :now, solve_warn = null, version = version + 1
            where id in (select id from core.ticket
                         where solve_due <= :now and solve_breached is null
                         order by solve_due limit :rows for update skip locked)
            returning id
            """;
    private static final String REPLY_WARNED =
            """
            update core.ticket set reply_warned = :now, reply_warn = null, version = version + 1
            where id in (select id from core.ticket
                         where reply_warn <= :now and reply_warned is null
                         order by reply_warn limit :rows for update skip locked)
            returning id
            """;
    private static final String SOLVE_WARNED =
            """
            update core.ticket set solve_warned = :now, solve_warn = null, version = version + 1
            where id in (select id from core.ticket
                         where solve_warn <= :now and solve_warned is null
                         order by solve_warn limit :rows for update skip locked)
            returning id
            """;
    private static final String RESOLVED =
            """
            select id from core.ticket
            where state = 'resolved' and resolved < :before
            order by resolved limit :rows for update skip locked
            """;

    private record Step(String sql, boolean breach, TicketGoal goal) {}

    private static final List<Step> STEPS =
            List.of(
                    new Step(REPLY_BREACHED, true, TicketGoal.REPLY),
                    new Step(SOLVE_BREACHED, true, TicketGoal.SOLVE),
                    new Step(REPLY_WARNED, false, TicketGoal.REPLY),
                    new Step(SOLVE_WARNED, false, TicketGoal.SOLVE));

    private final Database database;
    private final DbClient db;
    private final TicketStores stores;
    private final MeterRegistry meters;

    TicketDeadlines(Database database, TicketStores stores, MeterRegistry meters) {
        this.database = database;
        this.db = database.client();
        this.stores = stores;
        this.meters = meters;
    }

    void jobs(Jobs jobs) {
        jobs.add("ticket-deadlines", EVERY, this::passes);
    }

    private void passes() {
        while (pass() > 0) {
            // What is left of a long list comes with the next pass.
        }
    }

    /// One batch of each; how many tickets that touched.
    long pass() {
        long touched = database.transact(this::close);
        for (Step step : STEPS) {
            touched += database.transact(() -> mark(step));
        }
        return touched;
    }

    private long mark(Step step) {
        List<Integer> ids =
                db.execute()
                        .createQuery(step.sql())
                        .addParam("now", stores.clock().instant().atOffset(ZoneOffset.UTC))
                        .addParam("rows", ROWS_MAX)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        String kind = step.breach() ? "breached" : "warned";
        for (int id : ids) {
            TicketRef ref = stores.tickets().find(id).orElseThrow().ref();
            stores.messages().event(id, kind, Fields.nameOf(step.goal()));
            stores.outbox()
                    .add(
                            step.breach()
                                    ? new TicketBreached(ref, step.goal())
                                    : new TicketWarned(ref, step.goal()));
        }
        meters.counter("lastmile.core.tickets.deadlines", "kind", kind).increment(ids.size());
        return ids.size();
    }

    private long close() {
        Duration open = Duration.ofDays(stores.calendar().settings().reopenDays());
        List<Integer> ids =
                db.execute()
                        .createQuery(RESOLVED)
                        .addParam(
                                "before",
                                stores.clock().instant().minus(open).atOffset(ZoneOffset.UTC))
                        .addParam("rows", ROWS_MAX)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        for (int id : ids) {
            Ticket ticket = stores.tickets().find(id).orElseThrow();
            Ticket closed = stores.flow(ticket.clocks().always()).to(ticket, TicketState.CLOSED);
            stores.tickets().save(closed);
            stores.messages().event(id, "moved", "resolved closed");
            stores.outbox().add(new TicketClosed(closed.ref()));
        }
        return ids.size();
    }
}
