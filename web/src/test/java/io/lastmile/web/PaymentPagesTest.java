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

/// The pages of money in hand without a script: cash is taken, handed over and counted by another
/// person; a cheque goes its way. It is 2026-11-22.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentPagesTest {
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.enter();
        site.sql(
                """
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (91, 'Abdul <Karim>', 'আব্দুল করিম', '+8801712345691', '', '', '', '', '',
                        'Dhaka', '', '', '', '', '', now(), now(), 'test'),
                       (92, 'Rahima One', '', '+8801712345692', '', '', '', '', '', 'Dhaka', '',
                        '', '', '', '', now(), now(), 'test'),
                       (93, 'Rahima Two', '', '+8801712345693', '', '', '', '', '', 'Dhaka', '',
                        '', '', '', '', now(), now(), 'test');
                insert into core.account (id, login, name, role, created, changed, changed_by)
                overriding system value
                values (91, 'salma', 'Salma <desk>', 'support', now(), now(), 'test'),
                       (92, 'other', 'Other', 'support', now(), now(), 'test');
                insert into core.till (id, account, name, opened) overriding system value
                values (91, 91, 'salma', now());
                insert into core.hand_over (id, till, amount, note, state, made, made_by)
                overriding system value
                values (91, 91, 50000, '', 'waits', now(), 'salma'),
                       (92, 91, 70000, '', 'waits', now(), 'salma')
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

    private String leads(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("location").orElse("");
    }

    @Test
    void aSearchLeadsToTheOnlyOneAndListsSeveral() throws Exception {
        assertThat(leads(site.get("/cash?q=C100091"))).isEqualTo("/cash/customers/91");
        assertThat(leads(site.get("/cash?q=01712345692"))).isEqualTo("/cash/customers/92");
        assertThat(page("/cash?q=Rahima")).contains("Rahima One", "Rahima Two");
        assertThat(page("/cash?q=qqqqzz")).contains("Nobody found.");
        assertThat(site.get("/cash/customers/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void cashIsQuotedTakenOnceAndHandedOver() throws Exception {
        String path = "/cash/customers/91";
        assertThat(page(path)).contains("Abdul &lt;Karim&gt;", "name=\"amount\"");
        var wrong = site.post(path + "/quote", form("amount", "many", "note", "kept"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("value=\"kept\"", "value=\"many\"");
        var late = site.post(path + "/payments", form("amount", "5", "day", "2027-01-01"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("today or earlier");
        var quote = site.post(path + "/quote", form("amount", "১,২৫০"));
        assertThat(quote.statusCode()).as(quote.body()).isEqualTo(200);
        assertThat(quote.body()).contains("Becomes credit", "৳ 1,250");
        assertThat(quote.body()).contains("name=\"total\" value=\"0\"", "name=\"until\"");
        String other = form("amount", "১,২৫০", "for", "", "total", "52500", "until", "2026-12-22");
        var changed = site.post(path + "/payments", other);
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.body())
                .contains("Nothing is taken yet", "name=\"total\" value=\"0\"", "৳ 1,250");
        for (String purpose : new String[] {"customer-92", "amount-1", "note-1"}) {
            var odd = site.post(path + "/payments", form("amount", "3", "for", purpose));
            assertThat(odd.statusCode()).as(purpose).isEqualTo(400);
        }
        assertThat(site.value("select count(*) from core.receipt where customer = 91"))
                .isEqualTo("0");
        String take = form("amount", "১,২৫০", "for", "");
        String to = leads(site.post(path + "/payments", take));
        assertThat(leads(site.post(path + "/payments", take))).isEqualTo(to);
        assertThat(site.value("select count(*) from core.receipt where customer = 91"))
                .isEqualTo("1");
        assertThat(page(to)).contains("RCT-", "৳ 1,250 taken");
        assertThat(page(to + "&missing=10000")).contains("৳ 100 were missing");
        assertThat(page("/cash/till")).contains("Cash: ", "RCT-");
        String handOvers = "/cash/till/hand-overs";
        assertThat(site.post(handOvers, form("amount", "99999")).statusCode()).isEqualTo(409);
        assertThat(leads(site.post(handOvers, form("amount", "250")))).isEqualTo("/cash/till");
        assertThat(page("/cash/till")).contains("Waits to be counted");
        String own = site.value("select max(id) from core.hand_over");
        var mine = site.post("/hand-overs/" + own + "/confirm", form("counted", "250"));
        assertThat(mine.statusCode()).isEqualTo(409);
    }

    /// Salma took it; the owner takes it back, with a reason, once.
    @Test
    void aPaymentIsTakenBackByAnother() throws Exception {
        String path = "/cash/customers/93";
        leads(site.post(path + "/payments", form("amount", "88")));
        String mine = site.value("select max(id) from core.cash_payment where customer = 93");
        var own = site.post("/cash/payments/" + mine + "/undo", form("why", "Mine"));
        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(own.body()).contains("another person took", "value=\"Mine\"");
        String till = site.value("select till from core.cash_payment where id = " + mine);
        assertThat(page("/tills/" + till)).contains("/cash/payments/" + mine);
        String account = site.value("select account from core.till where id = " + till);
        site.sql("update core.till set account = 92 where id = " + till);
        assertThat(leads(site.post("/cash/payments/" + mine + "/undo", form("why", "False <n>"))))
                .isEqualTo("/cash/payments/" + mine);
        assertThat(page("/cash/payments/" + mine)).contains("False &lt;n&gt;", "RCT-");
        site.sql("update core.till set account = %s where id = %s".formatted(account, till));
        assertThat(site.get("/cash/payments/987654").statusCode()).isEqualTo(404);
    }

    @Test
    void aHandOverIsCountedWithAReasonOrRefused() throws Exception {
        assertThat(page("/tills")).contains("Salma &lt;desk&gt;", "/hand-overs/91");
        assertThat(page("/hand-overs/91")).contains("৳ 500");
        var silent = site.post("/hand-overs/91/confirm", form("counted", "490"));
        assertThat(silent.statusCode()).isEqualTo(409);
        String torn = form("counted", "490", "why", "A torn note");
        assertThat(leads(site.post("/hand-overs/91/confirm", torn))).isEqualTo("/tills");
        assertThat(page("/hand-overs/91")).contains("৳ 490 counted", "A torn note");
        String not = form("why", "Nobody came");
        assertThat(leads(site.post("/hand-overs/92/refuse", not))).isEqualTo("/tills");
        assertThat(page("/tills/91")).contains("Salma &lt;desk&gt;");
        assertThat(leads(site.post("/tills/banks", form("name", "Sonali <1>"))))
                .isEqualTo("/tills");
        assertThat(page("/tills")).contains("Sonali &lt;1&gt;");
        assertThat(site.post("/tills/banks", form("name", "sonali <1>")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aChequeGoesItsWay() throws Exception {
        leads(site.post("/tills/banks", form("name", "Janata")));
        String bank = site.value("select id from core.bank_account where name = 'Janata'");
        String[] cheque = {
            "customer",
            "C100092",
            "bank",
            "Agrani",
            "number",
            "00<17>",
            "dated",
            "2026-11-20",
            "amount",
            "700"
        };
        assertThat(page("/cheques/new?customer=100092"))
                .contains("Rahima One", "C100092", "name=\"for\"");
        assertThat(site.get("/cheques/new?customer=92").statusCode()).isEqualTo(400);
        String path = leads(site.post("/cheques", form(cheque)));
        assertThat(path).matches("/cheques/[0-9]+");
        var twice = site.post("/cheques", form(cheque));
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("value=\"Agrani\"");
        assertThat(page(path)).contains("00&lt;17&gt;", "Deposit");
        assertThat(site.post(path + "/clear", form()).statusCode()).isEqualTo(409);
        leads(site.post(path + "/deposit", form("bank", bank)));
        assertThat(page(path)).contains("In clearing");
        leads(site.post(path + "/clear", form()));
        assertThat(page("/cheques?state=cleared")).contains("Agrani 00&lt;17&gt;");
        leads(site.post(path + "/bounce", form("why", "No cover")));
        assertThat(page(path)).contains("Bounced", "No cover");
        assertThat(page("/cheques?state=cleared")).contains("There is no cheque here.");
        assertThat(site.get("/cheques?state=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void aBankLineIsConfirmedAssignedOrIgnored() throws Exception {
        site.sql(
                """
                insert into core.bank_account (id, name, made, made_by) overriding system value
                values (91, 'Uttara', now(), 'test');
                insert into core.bank_statement (id, bank, file_name, lines, added, faults, made,
                    made_by) overriding system value
                values (91, 91, 'nov <1>.csv', 3, 3,
                        '[{"field": "line 4, date", "found": "x", "expected": "a day"}]', now(),
                        'test');
                insert into core.bank_line (id, bank, statement, number, day, amount, reference,
                    says, sender, key, state) overriding system value
                values (91, 91, 91, 2, '2026-11-20', 50000, '', 'pays C100093 <b>', '', 'a',
                        'open'),
                       (92, 91, 91, 3, '2026-11-20', 60000, 'R2', '', '', 'b', 'open'),
                       (93, 91, 91, 5, '2026-11-20', 70000, 'R3', '', '', 'c', 'open')
                """);
        assertThat(page("/bank"))
                .contains(
                        "Rahima Two",
                        "pays C100093 &lt;b&gt;",
                        "nov &lt;1&gt;.csv",
                        "line 4, date");
        leads(site.post("/bank/lines/91/confirm", form("customer", "C100093")));
        assertThat(page("/bank?state=received")).contains("Rahima Two");
        assertThat(page("/bank/lines/91")).contains("It is not theirs");
        assertThat(site.post("/bank/lines/91/undo", form("why", "")).statusCode()).isEqualTo(400);
        leads(site.post("/bank/lines/91/undo", form("why", "Another Rahima")));
        assertThat(page("/bank/lines/91")).contains("/bank/lines/91/confirm");
        var twice = site.post("/bank/lines/91/undo", form("why", "Again"));
        assertThat(twice.statusCode()).isEqualTo(409);
        leads(site.post("/bank/lines/91/confirm", form("customer", "C100093")));
        var nobody = site.post("/bank/lines/92/confirm", form("customer", "C199999"));
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(nobody.body()).contains("value=\"C199999\"");
        aMistypedNumberIsNobody();
        leads(site.post("/bank/lines/92/assign", form("customer", "১০০০৯৩")));
        assertThat(page("/bank?state=assigned")).contains("R2", "Rahima Two");
        leads(site.post("/bank/lines/93/ignore", form("why", "Our own")));
        assertThat(page("/bank?state=ignored")).contains("Ignored: Our own");
        assertThat(page("/bank/lines/93")).contains("R3");
        assertThat(site.get("/bank?state=nonsense").statusCode()).isEqualTo(400);
    }

    /// 92 is what the database calls somebody, never what is on a bill.
    private void aMistypedNumberIsNobody() throws Exception {
        for (String typed : new String[] {"92", "C92", "10092", "", "Rahima"}) {
            for (String what : new String[] {"confirm", "assign"}) {
                var answer = site.post("/bank/lines/92/" + what, form("customer", typed));
                assertThat(answer.statusCode()).as(what + typed).isEqualTo(400);
                assertThat(answer.body()).contains("a customer");
            }
            var cheque =
                    site.post(
                            "/cheques",
                            form(
                                    "customer",
                                    typed,
                                    "bank",
                                    "Typo",
                                    "number",
                                    "1",
                                    "dated",
                                    "2026-11-20",
                                    "amount",
                                    "7"));
            assertThat(cheque.statusCode()).as(typed).isEqualTo(400);
        }
        assertThat(site.get("/bank/lines/92?customer=92").statusCode()).isEqualTo(400);
        assertThat(page("/bank/lines/92")).doesNotContain("/confirm\"");
        assertThat(page("/bank/lines/92?customer=100092"))
                .contains("Rahima One", "C100092", "/bank/lines/92/confirm", "Due");
        assertThat(site.value("select state from core.bank_line where id = 92")).isEqualTo("open");
    }
}
