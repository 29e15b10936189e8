package io.lastmile.web;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.LineDraft;
import io.lastmile.core.billing.LineKind;
import io.lastmile.core.billing.Received;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Anchor;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.SubscriptionDraft;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Customers with services, bills and money, for the pages that show them. It is 2026-11-22.
final class BillingScene {
    /// Prepaid, bought a month and paid 300 taka more than it cost.
    static final int PREPAID = 91;

    /// Postpaid, never charged yet.
    static final int POSTPAID = 92;

    private static final int TRIES_MAX = 300;
    private static final long PAUSE_NANOS = 200_000_000;

    private final TestSite site;

    BillingScene(TestSite site) throws Exception {
        this.site = site;
        site.sql(
                """
                insert into core.plan (id, created) overriding system value values (91, now());
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                values (91, 1, '2000-01-01', '2000-01-01', 'test', '', 'Home <20>', 'হোম ২০', '',
                        '', '1M/1M', 1000000, 1000000, '', 70000, 'calendar-months', 1, 'internet',
                        false, '{"window": "cycle", "steps": []}', 8, false);
                insert into core.tax_rule (code, kind, rate, base, service_class, from_day, made,
                    made_by)
                values ('VAT5', 'vat', 0.05, 'net', 'internet', '2020-07-01', now(), 'test')
                """);
        customer(PREPAID, "Abdul <Karim>", "আব্দুল করিম");
        customer(POSTPAID, "Rahima", "");
        start(PREPAID, SubscriptionKind.PREPAID, 22);
        start(POSTPAID, SubscriptionKind.POSTPAID_ADVANCE, 1);
        receive(1, PREPAID, Money.ofTaka(1035), Optional.of(service(PREPAID)));
    }

    void customer(int id, String name, String nameBn) throws Exception {
        site.sql(
                """
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (%d, '%s', '%s', '+88017123456%d', '', '', '', '', '', 'Dhaka', '', '',
                        'House 1', '', '', now(), now(), 'test');
                insert into core.line (id, source, name, label, address, area, customer, plan,
                    created, changed, changed_by)
                overriding system value
                values (%d, 1, 'line-%d', '', '', '', %d, 91, now(), now(), 'test')
                """
                        .formatted(id, name, nameBn, id, id, id, id));
    }

    void start(int id, SubscriptionKind kind, int anchor) {
        var draft =
                new SubscriptionDraft(
                        id,
                        91,
                        kind,
                        new Anchor(anchor),
                        Restart.RESTART,
                        0,
                        billing().stores().today());
        within(() -> site.core().subscriptions().desk().start(draft).idOrRefuse());
    }

    BillingRoom billing() {
        return site.core().billing();
    }

    int service(int customer) {
        return within(() ->
                        site.core().subscriptions().stores().subscriptions().ofCustomer(customer))
                .getFirst()
                .id();
    }

    void receive(long source, int customer, Money amount, Optional<Integer> service) {
        var incoming =
                new Incoming(
                        new Origin("test", source),
                        customer,
                        amount,
                        new Account(AccountKind.CASH_IN_HAND, "Rahim"),
                        billing().stores().today(),
                        Optional.empty(),
                        service.map(id -> new Incoming.Buying(id, 1)));
        Received received = within(() -> billing().money().receive(incoming));
        received.receiptOrRefuse();
    }

    /// The id of a final invoice, or of a draft.
    long invoice(int customer, long taka, boolean finalised) {
        var line =
                new LineDraft(
                        LineKind.ONE_OFF,
                        new LineDraft.Says("Cable <10 m>", "তার ১০ মিটার", 1),
                        AccountKind.REVENUE_OTHER,
                        "internet",
                        Optional.empty(),
                        Money.ZERO,
                        Money.ofTaka(taka),
                        Map.of("rule", "by-hand"));
        long id = within(() -> billing().invoices().draft(customer, List.of(line)).idOrRefuse());
        return finalised ? within(() -> billing().invoices().finalise(id, 1).idOrRefuse()) : id;
    }

    <T> T within(Supplier<T> work) {
        return Actor.system("test").call(() -> site.core().database().transact(work));
    }

    static String form(String... namesAndValues) {
        var form = new StringBuilder("once=" + UUID.randomUUID());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8);
            form.append('&').append(namesAndValues[i]).append('=').append(value);
        }
        return form.toString();
    }

    String page(String path) throws Exception {
        HttpResponse<String> page = site.get(path);
        if (page.statusCode() != 200) {
            throw new AssertionError(path + ": " + page.statusCode() + " " + page.body());
        }
        return page.body();
    }

    /// Until a job has done its part.
    void await(String path, String says) throws Exception {
        for (int tries = 0; !page(path).contains(says); tries++) {
            if (tries == TRIES_MAX) {
                throw new AssertionError(path + " (expected: " + says + ") " + page(path));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void speak(String language) throws Exception {
        site.post("/look", "language=" + language + "&back=%2F");
    }
}
