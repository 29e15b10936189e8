package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Role;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Services' pages without a script: begun, looked at with the why, paused, changed, ended. It is
/// 2026-11-22.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionPagesTest {
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.enter();
        site.sql(
                """
                insert into core.plan (id, created) overriding system value
                values (81, now()), (82, now());
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                select p.id, 1, '2000-01-01', '2000-01-01', 'test', '', p.name, p.name_bn, '', '',
                       '1M/1M', 1000000, 1000000, '', p.price, 'calendar-months', 1, 'internet',
                       false, '{"window": "cycle", "steps": []}', 8, false
                from (values (81, 'Small', 'ছোট', 70000), (82, 'Large', 'বড়', 110000))
                    as p (id, name, name_bn, price);
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (81, 'Abdul <Karim>', 'আব্দুল করিম', '+8801712345681', '', '', '', '', '',
                        'Dhaka', '', '', '', '', '', now(), now(), 'test');
                insert into core.line (id, source, name, label, address, area, customer, plan,
                    created, changed, changed_by)
                overriding system value
                values (81, 1, 'line-81', '', '', '', 81, 81, now(), now(), 'test'),
                       (82, 1, 'line-82', '', '', '', 81, 81, now(), now(), 'test');
                insert into core.subscription (id, customer, line, kind, anchor, restart,
                    grace_days, started, created, created_by)
                overriding system value
                values (81, 81, 81, 'prepaid', 1, 'restart', 2, '2026-11-01', now(), 'test');
                insert into core.subscription_plan (subscription, plan, since, made, made_by)
                values (81, 81, '2026-11-01', now(), 'test');
                insert into core.entitlement_cause (id, subscription, source, source_id, kind, day,
                    why, made, made_by)
                overriding system value
                values (81, 81, 'allocation', 81, 'extended', '2026-11-01', '{"reason": "early"}',
                        now(), 'test');
                insert into core.entitlement_segment (subscription, plan, plan_version, start_day,
                    end_day, whole_days, anchor, net_poisha, sold, cause)
                values (81, 81, 1, '2026-11-01', '2026-12-01', 30, 1, 70000, 81, 81);
                """);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static String form(String... namesAndValues) {
        var form = new StringBuilder("once=" + UUID.randomUUID());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8);
            form.append('&').append(namesAndValues[i]).append('=').append(value);
        }
        return form.toString();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> page = site.get(path);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private void done(String path, String form) throws Exception {
        HttpResponse<String> answer = site.post(path, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    @Test
    void theServiceSaysUntilWhenItIsPaidAndWhy() throws Exception {
        assertThat(page("/subscriptions/81"))
                .contains("Abdul &lt;Karim&gt;", "Paid until 30-11-2026", "(E1)", "so none is lost")
                .contains("role=\"img\"", "700");
        assertThat(page("/customers/81"))
                .contains("/subscriptions/81", "Paid until 30-11-2026")
                .contains("/subscriptions/new?line=82");
        assertThat(site.get("/subscriptions/999999").statusCode()).isEqualTo(404);
        site.post("/look", "language=bn&back=%2F");
        assertThat(page("/subscriptions/81")).contains("আব্দুল করিম", "৩০-১১-২০২৬", "ছোট");
        assertThat(page("/subscriptions/81/change")).contains("প্যাকেজ বদল");
        assertThat(page("/subscriptions/new?line=82")).contains("সেবা শুরু");
        site.post("/look", "language=en&back=%2F");
    }

    @Test
    void aServiceBeginsAndEnds() throws Exception {
        assertThat(page("/subscriptions/new?line=82")).contains("line-82", "value=\"81\" selected");
        assertThat(site.get("/subscriptions/new?line=999999").statusCode()).isEqualTo(404);
        var wrong =
                site.post(
                        "/subscriptions/new",
                        form("line", "82", "plan", "81", "start", "2026-11-22", "graceDays", "99"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("value=\"99\"");
        done("/subscriptions/new", form("line", "82", "plan", "81", "start", "2026-11-22"));
        String path =
                "/subscriptions/" + site.value("select id from core.subscription where line = 82");
        assertThat(page(path)).contains("Nothing is paid yet");
        var past = site.post(path + "/termination", form("day", "2026-11-01", "why", "x"));
        assertThat(past.statusCode()).isEqualTo(409);
        assertThat(past.body()).contains("value=\"2026-11-01\"");
        done(path + "/termination", form("day", "2026-12-24", "why", "Moves"));
        assertThat(page(path)).contains("Ends after 23-12-2026.");
        done(path + "/termination/cancellation", form());
        assertThat(page(path)).doesNotContain("Ends after");
    }

    @Test
    void holidaysArePlannedAndDropped() throws Exception {
        var none = site.post("/subscriptions/81/pause", form("from", "2027-11-25", "why", "Eid"));
        assertThat(none.statusCode()).isEqualTo(409);
        done(
                "/subscriptions/81/pause",
                form("from", "2026-11-25", "until", "2026-11-28", "why", "Eid"));
        assertThat(page("/subscriptions/81")).contains("Holidays from 25-11-2026 to 27-11-2026.");
        done("/subscriptions/81/resumption", form());
        assertThat(page("/subscriptions/81")).contains("Plan holidays");
    }

    @Test
    void aChangeIsQuotedAcceptedApprovedAndCancelled() throws Exception {
        String path = "/subscriptions/81/change";
        done(path, form("plan", "82", "mode", "period-end"));
        assertThat(page(path)).contains("Small → Large", "Quoted", "No money moves.");
        String id = site.value("select max(id) from core.plan_change");
        assertThat(site.post(path + "/approval", form("change", id)).statusCode()).isEqualTo(409);
        done(path + "/acceptance", form("change", id));
        done(path + "/approval", form("change", id));
        assertThat(page(path)).contains("Waits for its day");
        assertThat(page("/subscriptions/81")).contains("Large from 01-12-2026 on.");
        done(path + "/cancellation", form("change", id, "why", "Stays"));
        done(path, form("plan", "82", "mode", "money"));
        assertThat(page(path)).contains("Charge for the new plan", "× 9 of 30 days", "330");
        String now = site.value("select max(id) from core.plan_change");
        assertThat(
                        site.post("/subscriptions/9/change/acceptance", form("change", now))
                                .statusCode())
                .isEqualTo(404);
        done(path + "/acceptance", form("change", now));
        done(path + "/approval", form("change", now));
        assertThat(page(path)).contains("is missing").doesNotContain(path + "/payment");
        assertThat(site.post(path + "/payment", form("change", now)).statusCode()).isEqualTo(409);
        aResellerIsToldNoBill(path);
        done(path + "/cancellation", form("change", now, "why", "Stays"));
    }

    /// Credit is hidden from them: what they were told would be wrong.
    private void aResellerIsToldNoBill(String path) throws Exception {
        site.sql(
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                values ('the.reseller', 'The reseller', 'reseller', now(), now(), 'test')
                """,
                """
                update core.customer set reseller =
                    (select id from core.account where login = 'the.reseller') where id = 81
                """,
                """
                insert into core.session (token_hash, kind, account, created, seen, idle_until,
                    expires, address, agent)
                select sha256('the.reseller'), 'staff', id, now(), now(), 'infinity', 'infinity',
                       '192.0.2.7', ''
                from core.account where login = 'the.reseller'
                """);
        site.enterAs(Role.RESELLER);
        assertThat(page(path)).contains("Charge for the new plan").doesNotContain("is missing");
        site.enter();
        site.sql("update core.customer set reseller = null where id = 81");
    }

    @Test
    void whoMayOnlyLookIsOfferedNothing() throws Exception {
        site.sql(
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                values ('the.auditor', 'The auditor', 'auditor', now(), now(), 'test')
                """,
                """
                insert into core.session (token_hash, kind, account, created, seen, idle_until,
                    expires, address, agent)
                select sha256('the.auditor'), 'staff', id, now(), now(), 'infinity', 'infinity',
                       '192.0.2.7', ''
                from core.account where login = 'the.auditor'
                """);
        site.enterAs(Role.AUDITOR);
        assertThat(page("/subscriptions/81"))
                .contains("Paid until")
                .doesNotContain("/subscriptions/81/pause", "/subscriptions/81/change");
        assertThat(page("/customers/81")).doesNotContain("/subscriptions/new");
        site.enter();
    }
}
