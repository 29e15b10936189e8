package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.ledger.Proofs.Claim;
import io.lastmile.core.lines.LineChanged;
import io.lastmile.core.lines.LinesChanged;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/// Hears what becomes of lines. A service ends today when its line is removed or becomes somebody
/// else's: who had it would go on paying for it. A plan is changed by `ChangeDesk` alone: the
/// line's form and file refuse another one (`PlanKeeper`), and one that comes there in spite of
/// that goes back to what is paid.
final class LineEars {
    /// Running services whose line is not what they sell.
    private static final String DIFFERENT =
            """
            select s.id, s.line, l.removed is not null as is_removed,
                   l.customer is distinct from s.customer as is_handed_over
            from core.subscription as s
            join core.line as l on l.id = s.line
            where s.ended is null and s.line = any (cast(:lines as int[]))
              and (l.removed is not null or l.customer is distinct from s.customer
                   or l.plan is distinct from (
                       select h.plan from core.subscription_plan as h
                       where h.subscription = s.id
                       order by h.since <= cast(:today as date) desc,
                                case when h.since <= cast(:today as date) then h.since end desc,
                                h.since, h.id desc
                       limit 1))
            order by s.id
            """;

    /// For the proof of the books. What was heard and not done yet differs for seconds.
    static final Claim CLAIM =
            new Claim(
                    "lines-have-what-they-pay-for",
                    "select count(*) as n from core.subscription where ended is null",
                    """
                    select 'subscription ' || s.id || ', line ' || s.line as what,
                           case when l.removed is not null then 'removed, ' else '' end
                               || 'customer ' || coalesce(l.customer, 0)
                               || ', plan ' || coalesce(l.plan, 0) as found,
                           'customer ' || s.customer || ', plan ' || h.plan as expected
                    from core.subscription as s
                    join core.line as l on l.id = s.line
                    join lateral (
                        select plan from core.subscription_plan
                        where subscription = s.id order by since desc, id desc limit 1) as h on true
                    where s.ended is null
                      and (l.removed is not null or l.customer is distinct from s.customer
                           or l.plan is distinct from h.plan)
                    order by s.id limit :rows
                    """);

    private record Different(int subscription, int line, boolean removed, boolean handedOver) {
        boolean over() {
            return removed || handedOver;
        }
    }

    private final DbClient db;
    private final SubscriptionStores stores;
    private final SubscriptionDesk desk;
    private final Doors doors;

    LineEars(DbClient db, SubscriptionStores stores, SubscriptionDesk desk, Doors doors) {
        this.db = db;
        this.stores = stores;
        this.desk = desk;
        this.doors = doors;
    }

    Listener listener() {
        return new Listener("subscriptions")
                .on(LineChanged.class, heard -> settle(List.of(heard.event().line())))
                .on(LinesChanged.class, heard -> settle(heard.event().lines()));
    }

    /// What was due by today is done first: it may be what makes them differ.
    private void settle(Collection<Integer> lines) {
        for (Different one : different(lines)) {
            doors.open(one.subscription());
            different(List.of(one.line())).forEach(this::settle);
        }
    }

    private void settle(Different one) {
        if (one.over()) {
            end(one.subscription(), one.removed() ? "line removed" : "line handed over");
        } else {
            LocalDate today = stores.today();
            stores.settleLine(one.line(), stores.subscriptions().planAt(one.subscription(), today));
            doors.plan();
        }
    }

    private void end(int id, String why) {
        if (stores.terminations().pending(id).isPresent()) {
            desk.cancelEnd(id).idOrRefuse();
        }
        desk.end(id, stores.today(), why).idOrRefuse();
        doors.over();
    }

    private List<Different> different(Collection<Integer> lines) {
        return db.execute()
                .createQuery(DIFFERENT)
                .addParam("lines", Agenda.array(lines))
                .addParam("today", stores.today().toString())
                .execute()
                .map(Row::new)
                .map(row ->
                        new Different(
                                row.integer("id"),
                                row.integer("line"),
                                row.flag("is_removed"),
                                row.flag("is_handed_over")))
                .toList();
    }
}
