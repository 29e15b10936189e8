package io.lastmile.core.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is of plans and lines alone.
class ImportKindsTest extends ImportGround {
    @Test
    void plansComeInByNameAsNewVersionsAndGoOutAsTheyAre() {
        imported(
                "plans",
                """
                name,rate_limit,price,unlimited,fair_usage,bonus_hours,btrc_memo_no,btrc_memo_date,\
                btrc_ceiling,published
                Home 20,20M/20M,"1,050.50",no,100000000000=5M/5M; 200000000000=2M/2M,\
                01:00-07:00=30M/30M counted,M-1,01-02-2024,1200,yes
                Home 50,50M/50M 60M/60M,1500,yes,,,,,,
                """);
        assertThat(api.value("select price_poisha from core.plan_version where plan = 1"))
                .isEqualTo("105050");
        JsonNode same = check("plans", export("plans"));
        assertThat(counts(same)).as(same.toString()).isEqualTo("0/0/2/0");
        imported("plans", "name,price\nhome 50,1400\n");
        assertThat(
                        api.value(
                                "select string_agg(number || ':' || price_poisha || ':'"
                                        + " || rate_limit, ' ' order by number)"
                                        + " from core.plan_version"
                                        + " where plan = 2"))
                .isEqualTo("1:150000:50M/50M 60M/60M 2:140000:50M/50M 60M/60M");
        String older = "name,btrc_memo_no,btrc_memo_date\nHome 20,M-0,01-02-2021\n";
        JsonNode old = check("plans", older);
        assertThat(findings(old))
                .anyMatch(finding -> finding.startsWith("2|btrc_memo_date|2021-02-01"));
        JsonNode bad = check("plans", "name,rate_limit,price,fair_usage\nX,fast,1e9,oops\n");
        assertThat(findings(bad))
                .contains("2|price|1e9", "2|fair_usage|oops")
                .anyMatch(finding -> finding.startsWith("2|rate_limit|"));
    }

    @Test
    void whatIsPlannedForAPlanSurvivesAFile() {
        imported("plans", "name,rate_limit,price\nHome 20,20M/20M,1000\n");
        Instant later = api.clock.instant().plus(Duration.ofDays(30));
        String planned =
                """
                {"name":"Home 21","rateLimit":"21M/21M","price":120000,"why":"new year",
                 "effective":%d}\
                """
                        .formatted(later.toEpochMilli());
        assertThat(api.put("/api/plans/1", 1, planned).statusCode()).isEqualTo(200);
        assertThat(export("plans")).contains("Home 20").doesNotContain("Home 21");
        imported("plans", "name,description\nHome 20,better words\n");
        JsonNode plan = TestApi.json(api.get("/api/plans/1"));
        assertThat(plan.at("/current/terms/price").asLong()).isEqualTo(100_000);
        assertThat(plan.at("/current/terms/says").asText()).isEqualTo("better words");
        assertThat(plan.at("/planned/0/number").asInt()).isEqualTo(2);
    }

    /// Unless the line goes to another customer: then the service ends.
    @Test
    void aFileChangesNoPlanThatASubscriptionSells() {
        imported("customers", "name,mobile\nRahim,01712345601\nKarim,01712345602\n");
        imported("plans", "name,rate_limit,price\nHome 20,20M/20M,1000\nHome 30,30M/30M,1500\n");
        imported("lines", "pppoe_id,customer,plan\nr1,C100001,home 20\nr2,C100001,home 20\n");
        api.sql(
                """
                insert into core.subscription (customer, line, kind, anchor, restart, grace_days,
                    started, created, created_by)
                values (1, 1, 'prepaid', 1, 'restart', 0, '2026-01-01', now(), 'test')
                """);
        JsonNode report = check("lines", "pppoe_id,plan\nr1,home 30\nr2,home 30\n");
        assertThat(findings(report))
                .containsExactly("2|plan|another plan than its subscription has");
        JsonNode moved = check("lines", "pppoe_id,customer,plan\nr1,C100002,home 30\n");
        assertThat(counts(moved)).as(moved.toString()).isEqualTo("0/1/0/0");
    }

    @Test
    void linesFindTheirCustomersPlansAndRouters() {
        imported("customers", "name,mobile\nRahim,01712345601\nA,01812345602\nB,01812345602\n");
        imported("plans", "name,rate_limit,price\nHome 20,20M/20M,1000\n");
        JsonNode report =
                check(
                        "lines",
                        """
                        pppoe_id,customer,plan,area
                        rahim1,C100001,home 20,Mirpur
                        rahim2,1712345601,,
                        nobody,,,
                        """);
        assertThat(counts(report)).as(report.toString()).isEqualTo("3/0/0/0");
        assertThat(commit("lines", report).statusCode()).isEqualTo(200);
        assertThat(
                        api.value(
                                "select string_agg(concat_ws('|', name, coalesce(customer, 0),"
                                        + " coalesce(plan, 0)), ' ' order by id) from core.line"))
                .isEqualTo("rahim1|1|1 rahim2|1|0 nobody|0|0");
        JsonNode same = check("lines", export("lines"));
        assertThat(counts(same)).as(same.toString()).isEqualTo("0/0/3/0");
        imported("lines", "PPPoE,package\nrahim2,Home 20\n");
        assertThat(api.value("select plan || area from core.line where name = 'rahim2'"))
                .isEqualTo("1");
        JsonNode bad =
                check(
                        "lines",
                        """
                        pppoe_id,customer,plan,router
                        x1,01812345602,,
                        x2,C999999,Gone,Nowhere
                        x2,,,
                        """);
        assertThat(findings(bad))
                .contains(
                        "2|mobile|01812345602 belongs to 2 customers",
                        "3|customer|C999999",
                        "3|plan|Gone",
                        "3|router|Nowhere",
                        "4|pppoe_id|the same line as row 3");
        assertThat(api.value("select kind from core.event order by id desc limit 1"))
                .isEqualTo("LinesChanged");
    }

    @Test
    void theSameIdAtAnotherRouterIsAnotherLine() {
        for (int i = 1; i <= 2; i++) {
            api.sql(
                    """
                    insert into core.router
                        (name, host, port, tls, username, secret, created, changed, changed_by)
                    values ('r%1$d', '10.0.0.%1$d', 8728, false, 'x', '\\x00', now(), now(), 'test')
                    """
                            .formatted(i));
        }
        imported("lines", "pppoe_id,router,label\nrahim,r1,at one\nfree,,anywhere\n");
        JsonNode report =
                check("lines", "pppoe_id,router,label\nrahim,r2,at two\nfree,r2,now two\n");
        assertThat(counts(report)).as(report.toString()).isEqualTo("1/1/0/0");
        assertThat(commit("lines", report).statusCode()).isEqualTo(200);
        assertThat(
                        api.value(
                                """
                                select string_agg(l.name || ' ' || coalesce(r.name, '-') || ' '
                                                  || l.label, ', ' order by l.id)
                                from core.line as l left join core.router as r on r.id = l.router
                                """))
                .isEqualTo("rahim r1 at one, free r2 now two, rahim r2 at two");
        assertThat(findings(check("lines", "pppoe_id,label\nrahim,which\n")))
                .containsExactly("2|router|2 lines have this id");
        JsonNode head = check("lines", "pppoe_id," + "x".repeat(500_000) + "\nrahim,\n");
        assertThat(head.toString().length()).isLessThan(5_000);
    }
}
