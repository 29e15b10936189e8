package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of plan changes, of which a subscription has one pending. Call it within a unit of
/// work.
public final class PlanChanges {
    private static final String CHANGE =
            """
            select c.id, c.subscription, c.plan, c.plan_version, c.basis,
                   cast(c.day as text) as day, c.mode, c.credit_poisha, c.charge_poisha, c.quoted,
                   c.expires, c.settled is not null as is_settled,
                   coalesce((select string_agg(s.step, ' ') from core.plan_change_step as s
                             where s.plan_change = c.id), '') as steps,
                   paid.source, paid.source_id
            from core.plan_change as c
            left join core.plan_change_step as paid
                on paid.plan_change = c.id and paid.step = 'paid'
            """;

    private static final String FIND = CHANGE + " where c.id = :id";

    private static final String PENDING =
            CHANGE + " where c.subscription = :id and c.settled is null";

    /// Those that only wait for their money.
    private static final String APPROVED =
            """
            select c.id
            from core.plan_change as c
            join core.subscription as s on s.id = c.subscription
            where s.customer = any (cast(:customers as int[])) and c.settled is null
              and c.mode <> 'period-end'
              and exists (select from core.plan_change_step as a
                          where a.plan_change = c.id and a.step = 'approved')
            order by c.id
            """;

    private static final String TARGET =
            """
            select price_poisha, validity, validity_count
            from core.plan_version where plan = :plan and number = :number
            """;

    private static final String ADD =
            """
            insert into core.plan_change
                (subscription, plan, plan_version, basis, day, mode, credit_poisha, charge_poisha,
                 quoted, quoted_by, expires)
            values (:subscription, :plan, :plan_version, :basis, cast(:day as date), :mode, :credit,
                    :charge, :now, :by, :expires)
            returning id
            """;

    private static final String STEP =
            """
            insert into core.plan_change_step
                (plan_change, step, source, source_id, made, made_by, why)
            values (:id, :step, nullif(:source, ''), nullif(:source_id, 0), :now, :by, :why)
            """;

    private static final String SETTLE =
            "update core.plan_change set settled = :now where id = :id and settled is null";

    private final DbClient db;
    private final Clock clock;

    PlanChanges(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<PlanChange> find(long id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> change(new Row(row)));
    }

    public Optional<PlanChange> pending(int subscription) {
        return db.execute()
                .createGet(PENDING)
                .addParam("id", subscription)
                .execute()
                .map(row -> change(new Row(row)));
    }

    /// Of customers' services, oldest first, those that are applied once they are paid.
    public List<Long> approved(List<Integer> customers) {
        return db.execute()
                .createQuery(APPROVED)
                .addParam("customers", Agenda.array(customers))
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList();
    }

    /// The frozen terms of what was quoted; a plan's version never changes.
    Exchange.Target target(PlanChange change) {
        return db.execute()
                .createGet(TARGET)
                .addParam("plan", change.plan())
                .addParam("number", change.planVersion())
                .execute()
                .map(Row::new)
                .map(row ->
                        new Exchange.Target(
                                change.plan(),
                                change.planVersion(),
                                Validity.stored(row),
                                new Money(row.number("price_poisha"))))
                .orElseThrow();
    }

    /// Its id, steps and state are none yet.
    long add(PlanChange draft) {
        return db.execute()
                .createQuery(ADD)
                .addParam("subscription", draft.subscription())
                .addParam("plan", draft.plan())
                .addParam("plan_version", draft.planVersion())
                .addParam("basis", draft.basis())
                .addParam("day", draft.day().toString())
                .addParam("mode", Fields.nameOf(draft.mode()))
                .addParam("credit", draft.credit().poisha())
                .addParam("charge", draft.charge().poisha())
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("expires", draft.expires().atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    void step(long id, ChangeStep step, String why) {
        step(id, step, Optional.empty(), why);
    }

    void paid(long id, Origin origin) {
        step(id, ChangeStep.PAID, Optional.of(origin), "");
    }

    private void step(long id, ChangeStep step, Optional<Origin> origin, String why) {
        db.execute()
                .createInsert(STEP)
                .addParam("id", id)
                .addParam("step", Fields.nameOf(step))
                .addParam("source", origin.map(Origin::type).orElse(""))
                .addParam("source_id", origin.map(Origin::id).orElse(0L))
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .addParam("why", why)
                .execute();
    }

    /// The last step: nothing follows it.
    void settle(long id, ChangeStep step, String why) {
        step(id, step, why);
        db.execute().createUpdate(SETTLE).addParam("id", id).addParam("now", now()).execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static PlanChange change(Row row) {
        return new PlanChange(
                row.number("id"),
                row.integer("subscription"),
                row.integer("plan"),
                row.integer("plan_version"),
                row.number("basis"),
                LocalDate.parse(row.text("day")),
                ChangeMode.valueOf(Subscriptions.constant(row.text("mode"))),
                new Money(row.number("credit_poisha")),
                new Money(row.number("charge_poisha")),
                row.time("quoted"),
                row.time("expires"),
                row.flag("is_settled"),
                steps(row.text("steps")),
                row.optionalText("source").map(type -> new Origin(type, row.number("source_id"))));
    }

    private static Set<ChangeStep> steps(String names) {
        return Stream.of(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(name -> ChangeStep.valueOf(Subscriptions.constant(name)))
                .collect(Collectors.toSet());
    }
}
