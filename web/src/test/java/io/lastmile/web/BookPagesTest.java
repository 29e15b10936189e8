package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.LineDraft;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The books' pages without a script: what is posted, what is refused and keeps what was typed. It
/// is 2026-11-22.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookPagesTest {
    private static final String BATCHES = "select count(*) from core.ledger_batch";

    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.enter();
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

    /// Each with a bank account of its own.
    private static String entry(String day, String says, String debit, String credit) {
        return form(
                "day",
                day,
                "says",
                says,
                "entries.0.account",
                "bank",
                "entries.0.name",
                says,
                "entries.0.debit",
                debit,
                "entries.0.credit",
                "",
                "entries.1.account",
                "revenue-other",
                "entries.1.name",
                "",
                "entries.1.debit",
                "",
                "entries.1.credit",
                credit,
                "entries.2.account",
                "",
                "entries.2.name",
                "",
                "entries.2.debit",
                "",
                "entries.2.credit",
                "");
    }

    private static String place(HttpResponse<String> response) {
        return response.headers().firstValue("location").orElse("");
    }

    @Test
    void anEntryByHandIsOnItsPagesInTheTrialBalanceAndInItsAccounts() throws Exception {
        var posted =
                site.post("/books/journal", entry("2026-11-20", "Scrap", "1,200.50", "1200.50"));
        assertThat(place(posted)).startsWith("/books/batches/");
        assertThat(site.get(place(posted)).body())
                .contains(
                        "<h1>Scrap</h1>",
                        "Bank: Scrap",
                        "Other revenue",
                        "৳ 1,200.50",
                        "20-11-2026");
        String bank = site.value("select id from core.ledger_account where name = 'Scrap'");
        assertThat(site.get("/books").body()).contains("/books/accounts/" + bank, "Bank: Scrap");
        assertThat(site.get("/books?day=2026-11-19").body()).doesNotContain("৳ 1,200.50");
        assertThat(site.get("/books/accounts/" + bank).body()).contains("Scrap", "৳ 1,200.50");
        assertThat(site.get("/books/accounts/" + bank + "?from=2026-11-21&to=2026-11-21").body())
                .doesNotContain("/books/batches/")
                .contains("৳ 1,200.50", "No entries on these days.");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 100.00, 99.99",
        "2026-11-20, 0, 0",
        "2026-11-20, 100, ''",
        "2026-11-23, 100, 100",
        "2026-02-30, 100, 100",
        "2026-11-20, many, 100",
    })
    void whatIsNoEntryIsNotPostedAndStaysInTheForm(String day, String debit, String credit)
            throws Exception {
        String before = site.value(BATCHES);
        var refused = site.post("/books/journal", entry(day, "Typed words", debit, credit));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("role=\"alert\"", "value=\"Typed words\"", "value=\"" + debit + "\"");
        assertThat(site.value(BATCHES)).isEqualTo(before);
    }

    @Test
    void whatWasTakenBackIsNotTakenBackAgain() throws Exception {
        var posted = site.post("/books/journal", entry("2026-11-20", "Twice", "10", "10"));
        String path = place(posted);
        assertThat(site.post(path + "/reversal", form("says", "")).statusCode()).isEqualTo(400);
        var mirror = site.post(path + "/reversal", form("says", "Wrong"));
        assertThat(site.get(place(mirror)).body())
                .contains("<h1>Wrong</h1>", "Takes back", "href=\"" + path + "\"")
                .doesNotContain("/reversal\"");
        assertThat(site.get(path).body()).contains("Taken back by").doesNotContain("/reversal\"");
        var again = site.post(path + "/reversal", form("says", "Once more"));
        assertThat(again.statusCode()).isBetween(300, 499);
        assertThat(
                        site.value(
                                "select count(*) from core.ledger_batch where reverses = "
                                        + path.substring(path.lastIndexOf('/') + 1)))
                .isEqualTo("1");
    }

    @Test
    void aPeriodClosesOnceItIsOver() throws Exception {
        var early = site.post("/books/closes", form("through", "2026-11-22", "why", "Month"));
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("value=\"Month\"", "a day before 2026-11-22");
        var closed = site.post("/books/closes", form("through", "2026-10-31", "why", "October"));
        assertThat(place(closed)).isEqualTo("/books/closes");
        assertThat(site.get("/books/closes").body()).contains("31-10-2026", "October");
        var late = site.post("/books/journal", entry("2026-10-31", "Late", "5", "5"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("value=\"Late\"");
    }

    private void customer(int id) throws Exception {
        site.sql(
                """
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (%d, 'Karim', 'করিম', '+8801712345671', '', '', '', '', '', 'dhaka',
                       'Savar', '', 'House 1', '', 'Dhaka', now(), now(), 'test')
                """
                        .formatted(id));
    }

    private void post(String says, Entry own, Account other) {
        var stores = site.core().ledger().stores();
        var posting =
                new Posting(
                        new Source("test", says.hashCode(), "posted"),
                        stores.ledger().today(),
                        says,
                        List.of(own, new Entry(other, 0, own.amount().negated())));
        within(() -> stores.ledger().post(posting).batchOrRefuse());
    }

    private void bill(int customer, Money owed) {
        var invoices = site.core().billing().invoices();
        within(() ->
                invoices.open(
                        customer,
                        owed,
                        new LineDraft.Says("Brought forward", "", 1),
                        Map.of("rule", "test")));
    }

    private void pay(int customer, Money amount) {
        var incoming =
                new Incoming(
                        new Origin("test", customer),
                        customer,
                        amount,
                        new Account(AccountKind.CASH_IN_HAND, "Rahim"),
                        site.core().ledger().stores().ledger().today(),
                        Optional.empty(),
                        Optional.empty());
        within(() -> site.core().billing().money().receive(incoming).receiptOrRefuse());
    }

    private void within(Supplier<Object> work) {
        Actor.system("test").call(() -> site.core().database().transact(work));
    }

    @Test
    void whatACustomerOwesIsTheSumOfWhatThePageLists() throws Exception {
        customer(71);
        assertThat(site.get("/customers/71/money/why").body())
                .contains("No bill and no payment yet.");
        assertThat(site.get("/customers/72/money/why").statusCode()).isEqualTo(404);
        assertThat(site.get("/customers/71").body()).contains("href=\"/customers/71/money\"");
        bill(71, Money.ofTaka(1050));
        pay(71, Money.ofTaka(800));
        String page = site.get("/customers/71/money/why").body();
        assertThat(page).contains("To be paid: <span class=\"private\">৳ 250<");
        assertThat(page.indexOf("Receipt RCT-")).isBetween(1, page.indexOf("Invoice INV-"));
        post(
                "Goodwill for the outage",
                Entry.credit(AccountKind.PROMO, 71, Money.ofTaka(300)),
                Account.of(AccountKind.DISCOUNT));
        assertThat(site.get("/customers/71/money/why").body())
                .contains("Credit left: <span class=\"private\">৳ 50<", "৳ −50");
    }

    @Test
    void theProofNamesTheRowThatSomebodyTamperedWith() throws Exception {
        customer(73);
        post(
                "Before somebody tampers",
                Entry.credit(AccountKind.PROMO, 73, Money.ofTaka(10)),
                Account.of(AccountKind.DISCOUNT));
        assertThat(site.get("/books/proof").body()).contains("notice good");
        String tamper = "update core.ledger_balance set amount = amount + %d where customer = 73";
        site.sql("set session_replication_role = replica", tamper.formatted(1));
        try {
            assertThat(site.get("/books/proof").body())
                    .contains("notice bad", "customer 73, promo", "-999 of 1 entries");
        } finally {
            site.sql("set session_replication_role = replica", tamper.formatted(-1));
        }
    }
}
