package io.lastmile.core.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.billing.Covered;
import io.lastmile.core.billing.LineDraft;
import io.lastmile.core.billing.LineKind;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.papers.PaperGround;
import io.lastmile.core.platform.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every figure of a report is one of the trial balance, on any day, after invoices, payments,
/// credit, void documents and money that was taken back.
class ReportRoutesTest {
    private PaperGround ground;

    @BeforeEach
    void start() {
        ground = new PaperGround();
        ground.api.sql(
                """
                insert into core.plan (id, created) overriding system value values (1, now());
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                values (1, 1, '2000-01-01', '2000-01-01', 'test', '', '=Home', 'হোম', '', '',
                        '1M/1M', 1000000, 1000000, '', 50000, 'fixed-days', 30, 'internet', false,
                        '{"window": "cycle", "steps": []}', 8, false);
                insert into core.line (id, source, name, label, address, area, customer, plan,
                    created, changed, changed_by)
                overriding system value
                values (1, 1, 'line-1', '', '', 'Uttara', 7, 1, now(), now(), 'test');
                insert into core.subscription (id, customer, line, kind, anchor, restart,
                    grace_days, started, created, created_by)
                overriding system value
                values (1, 7, 1, 'prepaid', 1, 'restart', 0, '2026-01-01', now(), 'test');
                """);
    }

    @AfterEach
    void stop() {
        ground.close();
    }

    private JsonNode get(String path) {
        var answer = ground.api.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestApi.json(answer);
    }

    private static LineDraft month(LocalDate start) {
        return new LineDraft(
                LineKind.RECURRING,
                new LineDraft.Says("Home", "হোম", 1),
                AccountKind.REVENUE_INTERNET,
                "other",
                Optional.of(new Covered(1, 1, 1, start, start.plusMonths(1))),
                Money.ZERO,
                new Money(100_000),
                Map.of("rule", "price"));
    }

    /// Days of a later month that a change of plan took back: they were to be earned.
    private static LineDraft changedAhead() {
        LocalDate start = LocalDate.parse("2027-03-01");
        return new LineDraft(
                LineKind.CHANGE_CREDIT,
                new LineDraft.Says("Home", "হোম", 1),
                AccountKind.DEFERRED_REVENUE,
                "other",
                Optional.of(new Covered(1, 1, 1, start, start.plusMonths(1))),
                Money.ZERO,
                new Money(-40_000),
                Map.of("rule", "plan-change-credit"));
    }

    private void forward(int days) {
        ground.api.clock.move(Duration.ofDays(days));
    }

    /// A quarter of somebody's money, with everything that can happen to it.
    private void history() {
        long first = ground.invoice();
        ground.invoice(7, month(LocalDate.parse("2026-12-01")));
        forward(5);
        ground.pay(200_000);
        long other = ground.invoice(8, PaperGround.line("Cable", "তার", 30_000, 0));
        forward(20);
        ground.credit(first, 2, 5_000);
        ground.voided(other);
        ground.invoice(8, PaperGround.line("Cable", "তার", 33_333, 0));
        forward(30);
        ground.api.sql("update core.billing_setting set terms_days = 0");
        ground.undo();
        ground.invoice(8, PaperGround.line("Call-out", "সেবা", 50_000, 0));
        ground.invoice(7, changedAhead(), month(LocalDate.parse("2027-03-01")));
        forward(10);
    }

    /// What an account stood at by the end of a day, as people count it.
    private long booked(String kind, LocalDate day) {
        String sum =
                "select coalesce(sum(e.amount), 0) from core.ledger_entry as e"
                        + " join core.ledger_account as a on a.id = e.account"
                        + " where a.kind = '%s' and e.day <= '%s'";
        return Long.parseLong(ground.api.value(sum.formatted(kind, day)));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(ground.api.clock.instant(), ZoneId.of("Asia/Dhaka"));
    }

    @Test
    void whatIsOpenOnAnyDayIsWhatTheBooksSayWasOwed() {
        history();
        for (LocalDate day = PaperGround.TODAY.minusDays(1);
                !day.isAfter(today());
                day = day.plusDays(1)) {
            for (String by : new String[] {"customer", "area", "plan"}) {
                JsonNode report = get("/api/reports/aged?day=%s&by=%s".formatted(day, by));
                long rows = 0;
                for (JsonNode row : report.at("/rows/items")) {
                    rows += row.at("/ages/total").asLong();
                }
                assertThat(rows).as("%s by %s", day, by).isEqualTo(booked("receivable", day));
                assertThat(report.at("/total/total").asLong()).isEqualTo(rows);
            }
        }
    }

    @Test
    void agesAreCountedFromTheDueDay() {
        ground.invoice(8, PaperGround.line("Cable", "তার", 100_000, 0));
        String path = "/api/reports/aged?by=customer&day=";
        LocalDate due = PaperGround.TODAY.plusDays(9);
        forward(200);
        String[] ages = {"notDue", "days30", "days30", "days60", "days60", "days90", "older"};
        int[] late = {0, 1, 30, 31, 60, 90, 91};
        for (int i = 0; i < ages.length; i++) {
            JsonNode total = get(path + due.plusDays(late[i])).path("total");
            assertThat(total.path(ages[i]).asLong()).as("%d days", late[i]).isEqualTo(115_500);
            assertThat(total.path("total").asLong()).isEqualTo(115_500);
        }
        assertThat(get(path + PaperGround.TODAY.minusDays(1)).at("/rows/items")).isEmpty();
        assertThat(ground.api.get(path + "2030-01-01").statusCode()).isEqualTo(400);
    }

    @Test
    void whatWasChargedIsWhatWasEarnedAndDeferredAndWhatPlansCharged() {
        history();
        JsonNode report = get("/api/reports/revenue");
        assertThat(report.path("months")).hasSize(12);
        for (JsonNode month : report.path("months")) {
            String name = month.path("month").asText();
            long plans = 0;
            for (JsonNode plan : get("/api/reports/revenue/plans?month=" + name).path("items")) {
                plans += plan.path("charged").asLong();
            }
            assertThat(plans).as(name).isEqualTo(month.path("charged").asLong());
        }
        JsonNode last = report.path("months").get(11);
        assertThat(last.path("left").asLong()).isEqualTo(-booked("deferred-revenue", today()));
        assertThat(get("/api/reports/revenue/plans?month=2026-11").toString())
                .contains("\"name\":\"=Home\",\"nameBn\":\"হোম\",\"charged\":100000");
    }

    @Test
    void theTaxOfAllMonthsIsWhatIsPayable() {
        history();
        long sd = 0;
        long vat = 0;
        for (String month : new String[] {"2026-11", "2026-12", "2027-01"}) {
            JsonNode report = get("/api/reports/tax?month=" + month);
            long papers = 0;
            for (JsonNode paper :
                    get("/api/reports/tax/documents?limit=200&month=" + month).path("items")) {
                papers += paper.path("vat").asLong();
            }
            assertThat(papers).isEqualTo(report.at("/total/vat").asLong());
            long codes = 0;
            for (JsonNode code : report.path("codes")) {
                codes += code.path("tax").asLong();
            }
            sd += report.at("/total/sd").asLong();
            vat += report.at("/total/vat").asLong();
            assertThat(codes)
                    .isEqualTo(report.at("/total/sd").asLong() + report.at("/total/vat").asLong());
        }
        assertThat(sd).isEqualTo(-booked("sd-payable", today()));
        assertThat(vat).isEqualTo(-booked("vat-payable", today()));
        assertThat(get("/api/reports/tax?month=2026-11").path("codes").toString())
                .contains("\"code\":\"VAT5\",\"rate\":\"0.05\"");
    }

    /// The same code at another rate from a day on: each rate has its own row, and its tax is that
    /// of what is taxable, whatever was credited later.
    @Test
    void aCodeThatHadTwoRatesShowsBoth() {
        long before = ground.invoice(8, PaperGround.line("Cable", "তার", 100_000, 0));
        ground.api.sql(
                """
                update core.tax_rule set to_day = '%1$s' where code = 'VAT5';
                insert into core.tax_rule (code, kind, rate, base, service_class, from_day, made,
                    made_by)
                values ('VAT5', 'vat', 0.075, 'net-and-sd', 'other', '%1$s', now(), 'test')
                """
                        .formatted(today().plusDays(1)));
        forward(1);
        ground.invoice(8, PaperGround.line("Cable", "তার", 100_000, 0));
        ground.credit(before, 1, 50_000);
        String codes = get("/api/reports/tax").path("codes").toString();
        assertThat(codes)
                .contains("\"VAT5\",\"rate\":\"0.05\",\"taxable\":55000,\"tax\":2750")
                .contains("\"VAT5\",\"rate\":\"0.075\",\"taxable\":110000,\"tax\":8250");
    }

    @Test
    void documentsOfTaxGoOnWhereAPageEnds() {
        history();
        String path = "/api/reports/tax/documents?month=2026-11&limit=1";
        JsonNode first = get(path);
        JsonNode second = get(path + "&after=" + first.path("next").asText());
        assertThat(first.at("/items/0/number").asText()).isEqualTo("INV-2627-000001");
        assertThat(second.at("/items/0/number").asText()).isEqualTo("INV-2627-000002");
    }

    @Test
    void whatWasCollectedIsWhatTheTillsHave() {
        history();
        JsonNode first = get("/api/reports/collection?from=2026-11-01&to=2026-11-30");
        assertThat(first.at("/total/amount").asLong()).isEqualTo(200_000);
        assertThat(first.at("/items/0/into/name").asText()).isEqualTo("rahim");
        JsonNode second = get("/api/reports/collection?from=2026-12-01&to=" + today());
        assertThat(second.at("/total/taken").asLong()).isEqualTo(200_000);
        assertThat(first.at("/total/net").asLong() + second.at("/total/net").asLong())
                .isEqualTo(booked("cash-in-hand", today()));
        assertThat(ground.api.get("/api/reports/collection?from=2026-01-01").statusCode())
                .isEqualTo(400);
    }

    @Test
    void sheetsHaveTakaAndNoFormulas() {
        history();
        String plans = ground.api.get("/api/reports/revenue/plans?month=2026-11&format=csv").body();
        assertThat(plans).startsWith("\ufeffplan,name,charged").contains("1,'=Home,1000.00");
        var papers = ground.api.get("/api/reports/tax/documents?month=2026-12&format=csv");
        assertThat(papers.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"tax-2026-12.csv\"");
        assertThat(papers.body()).contains(",-50.00,-5.00,-2.75,-57.75");
        assertThat(ground.api.get("/api/reports/aged?format=csv").body())
                .contains("C100008,Karim,");
        assertThat(ground.api.get("/api/reports/revenue?format=csv").body())
                .contains("2026-11,0.00,");
        assertThat(ground.api.get("/api/reports/collection?format=csv&to=2026-12-05").body())
                .startsWith("\ufeffday,into,name");
    }
}
