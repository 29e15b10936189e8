package io.lastmile.core.dunning;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A small ISP on 23 Nov 2026, noon in Dhaka, whose customers have one service each.
final class DunningGround implements AutoCloseable {
    final TestApi api = TestApi.start();
    final DunningRoom room = api.core.dunning();
    final List<Integer> services = new ArrayList<>();

    DunningGround() {
        api.clock.set(Instant.parse("2026-11-23T06:00:00Z"));
        api.sql(
                """
                insert into core.plan (id, created) overriding system value values (1, now());
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                values (1, 1, '2000-01-01', '2000-01-01', 'test', '', 'plan', '', '', '', '1M/1M',
                        1000000, 1000000, '', 50000, 'fixed-days', 30, 'internet', false,
                        '{"window": "cycle", "steps": []}', 8, false)
                """);
    }

    /// A prepaid service that is paid until a day, with grace.
    int service(LocalDate paidUntil, int grace) {
        int n = services.size() + 1;
        api.sql(
                """
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (%1$d, 'Karim', '', '+8801712345678', '', '', '', '', '', 'Dhaka', '', '',
                        '', '', '', now(), now(), 'test');
                insert into core.line (id, source, name, label, address, area, customer, plan,
                    created, changed, changed_by)
                overriding system value
                values (%1$d, 1, 'line-%1$d', '', '', '', %1$d, 1, now(), now(), 'test');
                insert into core.subscription (id, customer, line, kind, anchor, restart,
                    grace_days, started, created, created_by)
                overriding system value
                values (%1$d, %1$d, %1$d, 'prepaid', 1, 'restart', %2$d, '2026-01-01', now(),
                        'test')
                """
                        .formatted(n, grace));
        services.add(n);
        pay(n, LocalDate.parse("2026-01-01"), paidUntil);
        return n;
    }

    void pay(int service, LocalDate from, LocalDate until) {
        api.sql(
                """
                with cause as (
                    insert into core.entitlement_cause (subscription, source, source_id, kind, day,
                        why, made, made_by)
                    select %1$d, 'allocation', coalesce(max(id), 0) + 1, 'extended', '%2$s', '{}',
                           now(), 'test'
                    from core.entitlement_cause
                    returning id
                )
                insert into core.entitlement_segment (subscription, plan, plan_version, start_day,
                    end_day, whole_days, anchor, net_poisha, sold, cause)
                select %1$d, 1, 1, '%2$s', '%3$s', 30, 1, 50000, id, id from cause
                """
                        .formatted(service, from, until));
    }

    void job() {
        Actor.system("dunning").run(room.job()::run);
    }

    void look(int service) {
        Actor.system("dunning")
                .run(() ->
                        api.core
                                .database()
                                .transact(() -> {
                                    room.desk().look(service);
                                    return service;
                                }));
    }

    long count(String from) {
        return Long.parseLong(api.value("select count(*) from " + from));
    }

    boolean off(int service) {
        return count("core.nonpay where lifted is null and subscription = " + service) > 0;
    }

    @Override
    public void close() {
        api.close();
    }
}
