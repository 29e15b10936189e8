package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import io.lastmile.core.subscriptions.PlanDays.PlanDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads many subscriptions at once, over the tables of `Subscriptions`, `Entitlements` and the
/// others. Call it within a unit of work.
final class CycleStates {
    /// Postpaid ones whose paid time ends by a day before they do, with those that are paused.
    private static final String PAGE =
            """
            select s.id, s.customer
            from core.subscription as s
            left join lateral (
                select g.end_day from core.entitlement_segment as g
                where g.subscription = s.id and g.retracted is null
                order by g.start_day desc limit 1) as last on true
            where s.kind <> 'prepaid' and (s.customer, s.id) >= (:customer, :subscription)
              and coalesce(last.end_day, s.started) <= cast(:through as date)
              and (s.ended is null or coalesce(last.end_day, s.started) < s.ended)
            order by s.customer, s.id limit :rows
            """;

    /// One that ended within a pause was served until the pause began.
    private static final String STATES =
            """
            select s.id, s.version, s.customer, s.line, s.kind, s.anchor, s.restart, s.grace_days,
                   cast(s.started as text) as started, cast(s.ended as text) as ended,
                   cast(last.end_day as text) as paid_until, last.anchor as last_anchor,
                   cast(case when s.ended is null then t.day else coalesce(
                       (select min(p.from_day) from core.subscription_pause as p
                        where p.subscription = s.id and p.from_day < s.ended
                          and p.resumed >= s.ended), s.ended) end as text) as halt,
                   (select cast(p.from_day as text) from core.subscription_pause as p
                    where p.subscription = s.id and p.resumed is null
                      and p.begun is not null) as paused,
                   c.plan as next_plan, cast(c.day as text) as next_day
            from core.subscription as s
            left join lateral (
                select g.end_day, g.anchor from core.entitlement_segment as g
                where g.subscription = s.id and g.retracted is null
                order by g.start_day desc limit 1) as last on true
            left join core.termination as t on t.subscription = s.id and t.settled is null
            left join core.plan_change as c
                on c.subscription = s.id and c.settled is null and c.mode = 'period-end'
                   and exists (select from core.plan_change_step as step
                               where step.plan_change = c.id and step.step = 'approved')
            where s.id = any (cast((select :ids) as int[]))
            order by s.customer, s.id
            """;

    private static final String PLANS =
            """
            select h.subscription, h.plan, cast(h.since as text) as since
            from core.subscription_plan as h
            where h.subscription = any (cast((select :ids) as int[]))
            order by h.subscription, h.since, h.id
            """;

    private static final String LOCK =
            """
            select id from core.subscription where id = any (cast(:ids as int[]))
            order by id for update
            """;

    private final DbClient db;

    CycleStates(DbClient db) {
        this.db = db;
    }

    /// The ends of those whose next period may begin by `through`, from a place on.
    List<Cycle.Place> page(LocalDate through, Cycle.Place from, int rows) {
        return db.execute()
                .createQuery(PAGE)
                .addParam("customer", from.customer())
                .addParam("subscription", from.subscription())
                .addParam("through", through.toString())
                .addParam("rows", rows)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Cycle.Place(row.integer("customer"), row.integer("id"), LocalDate.MAX))
                .toList();
    }

    /// Nobody else moves them until this unit of work ends; two who want the same wait in turn.
    void lock(Collection<Integer> ids) {
        db.execute()
                .createQuery(LOCK)
                .addParam("ids", Agenda.array(ids))
                .execute()
                .forEach(_ -> {});
    }

    /// In the order of cycles.
    List<CycleState> of(Collection<Integer> ids) {
        Map<Integer, List<PlanDay>> plans = plans(ids);
        return db.execute()
                .createQuery(STATES)
                .addParam("ids", Agenda.array(ids))
                .execute()
                .map(Row::new)
                .map(row -> state(row, plans))
                .toList();
    }

    private Map<Integer, List<PlanDay>> plans(Collection<Integer> ids) {
        Map<Integer, List<PlanDay>> plans = new HashMap<>();
        db.execute()
                .createQuery(PLANS)
                .addParam("ids", Agenda.array(ids))
                .execute()
                .map(Row::new)
                .forEach(row ->
                        plans.computeIfAbsent(row.integer("subscription"), _ -> new ArrayList<>())
                                .add(
                                        new PlanDay(
                                                row.integer("plan"),
                                                LocalDate.parse(row.text("since")))));
        return plans;
    }

    private static CycleState state(Row row, Map<Integer, List<PlanDay>> plans) {
        Subscription subscription = Subscriptions.subscription(row);
        Optional<LocalDate> until = row.optionalText("paid_until").map(LocalDate::parse);
        Optional<Anchor> anchor = row.optionalInteger("last_anchor").map(Anchor::new);
        Optional<PlanDay> next =
                row.optionalText("next_day")
                        .map(day -> new PlanDay(row.integer("next_plan"), LocalDate.parse(day)));
        return new CycleState(
                subscription,
                Standing.of(subscription, anchor, until),
                row.optionalText("halt").map(LocalDate::parse),
                row.optionalText("paused").map(LocalDate::parse),
                new PlanDays(plans.getOrDefault(subscription.id(), List.of()), next));
    }
}
