package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Dunning's pages without a script: who is off and why, promises within their limits, a held run,
/// rules that keep what was typed. It is 2026-11-22.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DunningPagesTest {
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.enter();
        site.sql(
                """
                insert into core.plan (id, created) overriding system value values (81, now());
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                values (81, 1, '2000-01-01', '2000-01-01', 'test', '', 'plan', '', '', '', '1M/1M',
                        1000000, 1000000, '', 50000, 'fixed-days', 30, 'internet', false,
                        '{"window": "cycle", "steps": []}', 8, false);
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (81, 'Abdul <Karim>', 'আব্দুল করিম', '+8801712345681', '', '', '', '', '',
                        'Dhaka', '', '', '', '', '', now(), now(), 'test'),
                       (82, 'Rahima', '', '+8801712345682', '', '', '', '', '', 'Dhaka', '', '',
                        '', '', '', now(), now(), 'test');
                insert into core.line (id, source, name, label, address, area, customer, plan,
                    created, changed, changed_by)
                overriding system value
                values (81, 1, 'line-81', '', '', '', 81, 81, now(), now(), 'test');
                insert into core.subscription (id, customer, line, kind, anchor, restart,
                    grace_days, started, created, created_by)
                overriding system value
                values (81, 81, 81, 'prepaid', 1, 'restart', 0, '2026-01-01', now(), 'test');
                insert into core.nonpay (subscription, line, customer, since, verdict)
                values (81, 81, 81, '2026-11-20T06:00:00Z', '{"rule": "expired"}');
                insert into core.dunning_run (id, state, made, unasked, count)
                overriding system value values (81, 'asks', '2026-11-21T06:00:00Z', 20, 1);
                insert into core.dunning_run_item (run, subscription, customer, verdict)
                values (81, 81, 81, '{"rule": "overdue", "at": 1763704800000}')
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

    @Test
    void theListIsFilteredAndSaysWhy() throws Exception {
        assertThat(page("/dunning"))
                .contains("Abdul &lt;Karim&gt;", "line-81", "Paid time is over");
        assertThat(page("/dunning?text=line-81&rule=expired&kind=prepaid")).contains("line-81");
        assertThat(page("/dunning?text=somebody")).contains("Nobody found.");
        assertThat(site.get("/dunning?rule=nonsense").statusCode()).isEqualTo(400);
        assertThat(page("/dunning/subscriptions/81")).contains("The paid time is over.");
        assertThat(page("/dunning/ahead?days=7")).contains("Nobody would be cut off.");
    }

    @Test
    void promisesAndExemptionsAreTakenWithinTheirLimits() throws Exception {
        String path = "/customers/82/mercies";
        var far = site.post(path + "/promise", form("lastDay", "2027-06-01", "why", "Salary"));
        assertThat(far.statusCode()).isEqualTo(409);
        assertThat(far.body()).contains("value=\"2027-06-01\"");
        var near = site.post(path + "/promise", form("lastDay", "2026-11-25", "why", "Salary"));
        assertThat(near.statusCode()).as(near.body()).isEqualTo(303);
        assertThat(page(path)).contains("25-11-2026", "Salary", "Holds");
        String id = site.value("select max(id) from core.promise where customer = 82");
        assertThat(site.post(path + "/withdrawal", form("promise", id)).statusCode())
                .isEqualTo(303);
        assertThat(page(path)).contains("Taken back");
        var exempt = site.post(path + "/exemption", form("lastDay", "2027-06-01", "why", "VIP"));
        assertThat(exempt.statusCode()).as(exempt.body()).isEqualTo(303);
        assertThat(site.post(path + "/end", form()).statusCode()).isEqualTo(303);
        assertThat(site.post(path + "/end", form()).statusCode()).isEqualTo(404);
        assertThat(site.get("/customers/999999/mercies").statusCode()).isEqualTo(404);
    }

    @Test
    void aHeldRunIsAnsweredWithTheNumberThatWasRead() throws Exception {
        assertThat(page("/dunning")).contains("/dunning/runs/81");
        assertThat(page("/dunning/runs/81")).contains("Cut off 1", "Abdul &lt;Karim&gt;");
        var wrong = site.post("/dunning/runs/81/confirm", form("count", "7"));
        assertThat(wrong.statusCode()).isEqualTo(409);
        var dropped = site.post("/dunning/runs/81/drop", form("days", "2", "why", "The bank"));
        assertThat(dropped.statusCode()).as(dropped.body()).isEqualTo(303);
        assertThat(page("/dunning/runs")).contains("Dropped until", "The bank");
    }

    @Test
    void rulesKeepWhatWasTyped() throws Exception {
        assertThat(page("/dunning/rules")).contains("name=\"quiet.friday\" value=\"true\" checked");
        String[] rules = {
            "version",
            "1",
            "active",
            "true",
            "tolerance",
            "2.50",
            "graceDays",
            "5",
            "quiet.friday",
            "true",
            "quiet.saturday",
            "true",
            "hours.from",
            "09:00",
            "hours.to",
            "18:00",
            "guard.lines",
            "30",
            "guard.percent",
            "4",
            "reminding.days",
            "2, 0",
            "reminding.lateDays",
            "1",
            "reminding.hour",
            "08:00",
            "promising.days",
            "5",
            "promising.count",
            "1"
        };
        var saved = site.post("/dunning/rules", form(rules));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(
                        site.value(
                                """
                                select concat_ws(' ', tolerance, grace_days, quiet_weekdays,
                                                 remind_days, guard_percent)
                                from core.dunning_setting
                                """))
                .isEqualTo("250 5 {5,6} {2,0} 4");
        assertThat(page("/dunning/rules")).contains("value=\"2.50\"", "value=\"2, 0\"");
        assertThat(site.post("/dunning/rules", form(rules)).statusCode()).isEqualTo(412);
    }

    @Test
    void quietDaysComeAndGo() throws Exception {
        var wrong =
                site.post(
                        "/dunning/quiet",
                        form("name", "Eid", "firstDay", "2027-03-12", "lastDay", "2027-03-09"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("value=\"Eid\"");
        var made =
                site.post(
                        "/dunning/quiet",
                        form("name", "Eid", "firstDay", "2027-03-09", "lastDay", "2027-03-12"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        assertThat(page("/dunning/quiet")).contains("Eid", "09-03-2027");
        String id = site.value("select max(id) from core.quiet_period");
        assertThat(site.post("/dunning/quiet/" + id + "/remove", form()).statusCode())
                .isEqualTo(303);
        assertThat(page("/dunning/quiet")).contains("No quiet days to come.");
    }
}
