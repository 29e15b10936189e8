package io.lastmile.core.subscriptions;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Arranges plans, customers and lines, and works on their subscriptions as the system.
public final class Services {
    private static final AtomicInteger NAMES = new AtomicInteger();

    public final TestApi api;
    public final ZoneId zone;
    public final SubscriptionRoom room;

    public Services(TestApi api, ZoneId zone) {
        this.api = api;
        this.zone = zone;
        this.room =
                new SubscriptionRoom(
                        api.core.platform(),
                        api.core.plans().plans(),
                        api.core.lines().stores(),
                        zone);
    }

    /// Noon of a day.
    public void on(String day) {
        api.clock.set(LocalDate.parse(day).atTime(LocalTime.NOON).atZone(zone).toInstant());
    }

    public int plan(long taka, String validity, int count) {
        int id =
                Integer.parseInt(
                        api.value("insert into core.plan (created) values (now()) returning id"));
        version(id, 1, "2000-01-01", taka, validity + " " + count);
        return id;
    }

    /// Another price from a day on.
    public void version(int plan, int number, String effective, long taka, String validity) {
        api.sql(
                """
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                values (%d, %d, '%s', '2000-01-01', 'test', '', 'plan %d', '', '', '',
                        '1M/1M', 1000000, 1000000, '', %d, '%s', %d, 'internet', false,
                        '{"window": "cycle", "steps": []}', 8, false)
                """
                        .formatted(
                                plan,
                                number,
                                effective,
                                plan,
                                taka * 100,
                                validity.split(" ")[0],
                                Integer.parseInt(validity.split(" ")[1])));
    }

    public int customer() {
        int number = NAMES.incrementAndGet();
        return Integer.parseInt(
                api.value(
                        """
                        insert into core.customer (name, name_bn, mobile, email, gender, father,
                            mother, spouse, district, upazila, union_name, address, postcode,
                            place, created, changed, changed_by)
                        values ('Karim %d', '', '+8801712345678', '', '', '', '', '', 'Dhaka', '',
                                '', '', '', '', now(), now(), 'test')
                        returning id
                        """
                                .formatted(number)));
    }

    public int line(int customer, int plan) {
        return Integer.parseInt(
                api.value(
                        """
                        insert into core.line (source, name, label, address, area, customer, plan,
                            created, changed, changed_by)
                        values (1, 'service-%d', '', '', '', nullif(%d, 0), %d, now(), now(),
                                'test')
                        returning id
                        """
                                .formatted(NAMES.incrementAndGet(), customer, plan)));
    }

    public <T> T work(Supplier<T> work) {
        return Actor.system("test").call(() -> api.core.database().transact(work));
    }

    void jobs() {
        Actor.system("subscriptions").run(() -> room.job().run());
    }

    /// A prepaid one on a line of its own from today on.
    public int start(int plan, Restart restart, int graceDays) {
        int line = line(customer(), plan);
        LocalDate today = room.stores().today();
        var draft =
                new SubscriptionDraft(
                        line,
                        plan,
                        SubscriptionKind.PREPAID,
                        Anchor.of(today),
                        restart,
                        graceDays,
                        today);
        return Math.toIntExact(work(() -> room.desk().start(draft).idOrRefuse()));
    }

    Made buy(int id, long allocation, int times) {
        return work(() -> room.time().extend(id, sale(allocation, times)));
    }

    Sale sale(long allocation, int times) {
        var purchase = new Purchase(room.stores().today(), times, false);
        return new Sale(new Origin("allocation", allocation), purchase, Optional.empty());
    }

    Made refund(int id, long refund, long allocation) {
        return work(() ->
                room.time()
                        .refund(
                                id,
                                new Origin("refund", refund),
                                new Origin("allocation", allocation)));
    }

    Made annul(int id, long invoice, long allocation) {
        return work(() ->
                room.time()
                        .annul(
                                id,
                                new Origin("void", invoice),
                                new Origin("allocation", allocation)));
    }

    long quote(int id, int plan, ChangeMode mode) {
        return work(() -> room.changes().quote(id, plan, mode).idOrRefuse());
    }

    PlanChange change(long id) {
        return work(() -> room.stores().changes().find(id).orElseThrow());
    }

    Made pay(long change, long payment) {
        return work(() -> room.changes().pay(change, new Origin("change-payment", payment)));
    }

    /// Quoted, taken and approved; its id.
    long agreed(int id, int plan, ChangeMode mode) {
        long change = quote(id, plan, mode);
        work(() -> room.changes().accept(change).idOrRefuse());
        work(() -> room.changes().approve(change).idOrRefuse());
        return change;
    }

    PaidTime time(int id) {
        return work(() -> room.stores().entitlements().paidTime(id));
    }

    String until(int id) {
        return time(id).until().map(LocalDate::toString).orElse("never");
    }

    Money net(int id) {
        return time(id).segments().stream().map(Segment::net).reduce(Money.ZERO, Money::plus);
    }

    /// What is paid from today on.
    String comes(int id) {
        return time(id).cut(room.stores().today()).rest().stream()
                .map(s ->
                        "%d v%d %s %s %s %s"
                                .formatted(
                                        s.plan(),
                                        s.planVersion(),
                                        s.validity(),
                                        s.period(),
                                        s.anchor(),
                                        s.net()))
                .toList()
                .toString();
    }

    Subscription find(int id) {
        return work(() -> room.stores().subscriptions().find(id).orElseThrow());
    }

    int linePlan(int id) {
        return Integer.parseInt(
                api.value("select plan from core.line where id = " + find(id).line()));
    }

    long events(String kind, int id) {
        return Long.parseLong(
                api.value(
                        """
                        select count(*) from core.event
                        where kind = '%s' and body ->> 'subscription' = '%d'
                        """
                                .formatted(kind, id)));
    }

    /// No refund is more than what its sale was sold for.
    String refundedTooMuch(int id) {
        String wrong =
                api.value(
                        """
                        select string_agg(concat_ws(' ', sale.id, sale.net, r.credit), ', ')
                        from (
                            select c.id, c.source, c.source_id,
                                   sum(g.net_poisha * ((came.kind in ('extended', 'changed'))::int
                                       - coalesce((gone.kind = 'changed')::int, 0))) as net
                            from core.entitlement_cause as c
                            join core.entitlement_segment as g on g.sold = c.id
                            join core.entitlement_cause as came on came.id = g.cause
                            left join core.entitlement_cause as gone on gone.id = g.retracted
                            where c.subscription = %d and c.kind = 'extended'
                            group by c.id) as sale
                        join (
                            select why #>> '{sold,type}' as source,
                                   cast(why #>> '{sold,id}' as bigint) as source_id,
                                   sum(cast(why ->> 'credit' as bigint)) as credit
                            from core.entitlement_cause where kind = 'refunded'
                            group by 1, 2) as r
                            on r.source = sale.source and r.source_id = sale.source_id
                        where r.credit > sale.net
                        """
                                .formatted(id));
        return wrong.equals("null") ? "" : "refunded more than sold: " + wrong;
    }

    /// Days sold are days there, given back or not used; each cause keeps the money together.
    String balance(int id) {
        String wrong =
                api.value(
                        """
                        select string_agg(concat_ws(' ', c.id, c.kind, came.days, gone.days,
                            came.net, gone.net), ', ')
                        from core.entitlement_cause as c
                        cross join lateral (
                            select coalesce(sum(end_day - start_day), 0) as days,
                                   coalesce(sum(net_poisha), 0) as net
                            from core.entitlement_segment where cause = c.id) as came
                        cross join lateral (
                            select coalesce(sum(end_day - start_day), 0) as days,
                                   coalesce(sum(net_poisha), 0) as net
                            from core.entitlement_segment where retracted = c.id) as gone
                        where c.subscription = %d and case c.kind
                            when 'paused' then came.days <> gone.days or came.net <> gone.net
                            when 'changed' then came.net - gone.net
                                <> cast(c.why ->> 'charge' as bigint)
                                   - cast(c.why ->> 'credit' as bigint)
                            when 'refunded' then gone.net - came.net
                                <> cast(c.why ->> 'credit' as bigint)
                            when 'ended' then gone.net - came.net
                                <> cast(c.why ->> 'unused' as bigint)
                            else gone.days <> 0 or came.days
                                <> (select sum(cast(p ->> 'end' as date)
                                               - cast(p ->> 'start' as date))
                                    from jsonb_array_elements(c.why -> 'periods') as p) end
                        """
                                .formatted(id));
        return wrong.equals("null") ? "" : "causes do not add up: " + wrong;
    }

    /// All that is kept of a subscription but ids and the times at which it was written.
    String state(int id) {
        return api.value(
                """
                select concat_ws(E'\\n', (
                    select string_agg(concat_ws(' ', 'segment', g.start_day, g.end_day,
                        p.price_poisha, g.whole_days, g.anchor, g.net_poisha, c.kind, c.day,
                        r.kind, r.day), E'\\n'
                        order by g.start_day, g.end_day, g.net_poisha, c.day, r.day, c.id, r.id)
                    from core.entitlement_segment as g
                    join core.plan_version as p on p.plan = g.plan and p.number = g.plan_version
                    join core.entitlement_cause as c on c.id = g.cause
                    left join core.entitlement_cause as r on r.id = g.retracted
                    where g.subscription = s.id), (
                    select string_agg(concat_ws(' ', 'cause', c.kind, c.day), E'\\n' order by c.id)
                    from core.entitlement_cause as c where c.subscription = s.id), (
                    select string_agg(concat_ws(' ', 'plan', p.price_poisha, h.since), E'\\n'
                        order by h.id)
                    from core.subscription_plan as h
                    join core.plan_version as p on p.plan = h.plan where h.subscription = s.id), (
                    select string_agg(concat_ws(' ', 'change', c.day, c.mode, c.credit_poisha,
                        c.charge_poisha, c.settled is null, (
                            select string_agg(t.step, ',' order by t.step)
                            from core.plan_change_step as t where t.plan_change = c.id)), E'\\n'
                        order by c.id)
                    from core.plan_change as c where c.subscription = s.id), (
                    select string_agg(concat_ws(' ', 'pause', p.from_day, p.until_day, p.resumed,
                        p.begun is null), E'\\n' order by p.id)
                    from core.subscription_pause as p where p.subscription = s.id),
                    s.ended)
                from core.subscription as s where s.id = %d
                """
                        .formatted(id));
    }
}
