package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatementQuery;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists of tickets: what is to be done, most urgent first; all others, newest first. Call it
/// within a unit of work.
public final class TicketList {
    private static final String COLUMNS =
            """
            select t.id, t.version, t.number, t.subject, t.customer,
                   coalesce(c.number, '') as customer_number,
                   coalesce(c.name, '') as customer_name,
                   coalesce(c.name_bn, '') as customer_name_bn, t.type, t.queue, t.priority,
                   t.state, t.assignee, coalesce(a.name, '') as assignee_name, t.opened, t.said,
                   t.said_by, least(t.reply_due, t.solve_due) as due,
                   t.reply_breached is not null or t.solve_breached is not null as breached
            from core.ticket as t
            left join core.customer as c on c.id = t.customer
            left join core.account as a on a.id = t.assignee
            """;

    private static final String FILTER =
            """
              and (:queue = 0 or t.queue = :queue)
              and (:type = 0 or t.type = :type)
              and (:customer = 0 or t.customer = :customer)
              and (:assignee = 0 or t.assignee = :assignee)
              and (not :unassigned or t.assignee is null)
              and (not :overdue or t.due_next < :now)
              and (:alarm = 0 or t.alarm = :alarm)
              and (:number = '' or t.number = :number)
              and (:like = '' or lower(t.subject) like :like or lower(c.name) like :like
                   or c.name_bn like :like)
            """;

    private static final String WORK =
            COLUMNS
                    + """
                    where t.state not in ('resolved', 'closed', 'merged')
                      and (t.due_next, t.id) > (cast(:due as timestamptz), :id)
                    """
                    + FILTER
                    + " order by t.due_next, t.id limit :rows";

    private static final String NEWEST =
            COLUMNS
                    + """
                    where t.id < :id and (:state = 'all' or t.state = :state)
                    """
                    + FILTER
                    + " order by t.id desc limit :rows";

    private static final String COUNTS =
            """
            select t.queue, count(*) as live,
                   count(*) filter (where t.assignee is null) as unassigned,
                   count(*) filter (where t.due_next < :now) as overdue,
                   count(*) filter (where t.assignee = :account) as mine
            from core.ticket as t
            where t.state not in ('resolved', 'closed', 'merged')
            group by t.queue
            """;

    private static final String NEVER = "infinity";

    /// Zeros, empty texts and false are no condition. `state` is `open` for all that is to be done,
    /// `all`, or a state's name.
    public record Filter(
            String state,
            int queue,
            int type,
            int customer,
            int assignee,
            long alarm,
            boolean unassigned,
            boolean overdue,
            String q) {
        public static Filter open() {
            return new Filter("open", 0, 0, 0, 0, 0, false, false, "");
        }

        public static Filter ofCustomer(int customer) {
            return new Filter("all", 0, 0, customer, 0, 0, false, false, "");
        }
    }

    /// What is to be done in a queue; `mine` of it is the actor's.
    public record Count(int queue, int live, int unassigned, int overdue, int mine) {}

    private final DbClient db;
    private final Clock clock;

    TicketList(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Page<TicketLine> page(Filter filter, Page.Request request) {
        return filter.state().equals("open") ? work(filter, request) : newest(filter, request);
    }

    private Page<TicketLine> work(Filter filter, Page.Request request) {
        var query =
                db.execute()
                        .createQuery(WORK)
                        .addParam("due", request.after().map(TicketList::due).orElse("-infinity"))
                        .addParam("id", request.after().map(c -> c.number(1)).orElse(0L));
        return request.page(
                lines(query, filter, request),
                line -> Cursor.of(line.due().map(Instant::toString).orElse(NEVER), line.id()));
    }

    /// What a forged cursor holds is no time.
    private static String due(Cursor cursor) {
        String text = cursor.text(0);
        if (!text.equals(NEVER) && !text.matches("[0-9T:.-]{10,40}Z")) {
            throw Problem.invalid("after", text, "`next` of the page before").refusal();
        }
        return text;
    }

    private Page<TicketLine> newest(Filter filter, Page.Request request) {
        var query =
                db.execute()
                        .createQuery(NEWEST)
                        .addParam("state", filter.state())
                        .addParam(
                                "id",
                                request.after()
                                        .map(c -> c.number(0))
                                        .orElse((long) Integer.MAX_VALUE));
        return request.page(lines(query, filter, request), line -> Cursor.of(line.id()));
    }

    private List<TicketLine> lines(DbStatementQuery query, Filter filter, Page.Request request) {
        Optional<String> number = TicketNumber.read(filter.q());
        return query.addParam("queue", filter.queue())
                .addParam("type", filter.type())
                .addParam("customer", filter.customer())
                .addParam("assignee", filter.assignee())
                .addParam("unassigned", filter.unassigned())
                .addParam("overdue", filter.overdue())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("alarm", filter.alarm())
                .addParam("number", number.orElse(""))
                .addParam("like", number.isPresent() ? "" : like(filter.q()))
                .addParam("rows", request.rows())
                .execute()
                .map(row -> TicketLine.of(new Row(row)))
                .toList();
    }

    private static String like(String q) {
        String text = q.strip().toLowerCase(Locale.ROOT);
        String plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return plain.isEmpty() ? "" : "%" + plain + "%";
    }

    public List<Count> counts() {
        return db.execute()
                .createQuery(COUNTS)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("account", Actor.current().who().account())
                .execute()
                .map(Row::new)
                .map(row ->
                        new Count(
                                row.integer("queue"),
                                row.integer("live"),
                                row.integer("unassigned"),
                                row.integer("overdue"),
                                row.integer("mine")))
                .toList();
    }
}
