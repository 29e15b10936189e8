package io.lastmile.core.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Role;
import io.lastmile.core.subscriptions.Made;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Cash goes into the till of who took it, and pays what it is said to.
class CashTest {
    private static TillGround ground;

    private TillGround.Customer customer;

    @BeforeAll
    static void start() {
        ground = new TillGround();
        ground.services.on("2026-11-23");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @BeforeEach
    void arrive() {
        customer = ground.customer();
    }

    @AfterEach
    void booksHold() {
        assertThat(ground.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    private CashDraft draft(long taka, Wish wish) {
        return new CashDraft(customer.id(), Money.ofTaka(taka), Optional.empty(), wish, "");
    }

    private HttpResponse<String> post(String key, String json) {
        return ground.api.send(
                ground.api
                        .request("/api/cash/payments")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(json)));
    }

    @Test
    void cashPaysWhatIsDueLongestAndIsInTheTillOfWhoTookIt() {
        long first = ground.invoice(customer.id(), 300);
        ground.invoice(customer.id(), 400);
        Money before = ground.balance(ground.karim);
        Taken taken = ground.take(ground.karim, draft(500, Wish.NONE));
        assertThat(taken.received().allocations().getFirst().invoice()).isEqualTo(first);
        assertThat(taken.received().allocations()).hasSize(2);
        assertThat(ground.due(customer.id())).isEqualTo(Money.ofTaka(200));
        assertThat(ground.balance(ground.karim).minus(before)).isEqualTo(Money.ofTaka(500));
        assertThat(taken.received().receipt().into().name()).isEqualTo("karim");
    }

    /// Nobody but who settles sees the other's till.
    @Test
    void aLoginThatAnotherHadOpensATillOfItsOwn() {
        Actor first = ground.person("shuvo", Role.SUPPORT);
        ground.take(first, draft(10, Wish.NONE));
        ground.api.sql("update core.account set login = 'shuvo.old' where login = 'shuvo'");
        Actor second = ground.person("shuvo", Role.SUPPORT);
        ground.take(second, draft(20, Wish.NONE));
        ground.take(second, draft(5, Wish.NONE));
        assertThat(ground.balance(second)).isEqualTo(Money.ofTaka(25));
        assertThat(ground.balance(first)).isEqualTo(Money.ofTaka(10));
    }

    @Test
    void theQuoteIsWhatIsThenDone() {
        ground.invoice(customer.id(), 120);
        var wish = new Wish(Optional.empty(), customer.buys(2));
        CashQuote quote =
                ground.as(
                                ground.karim,
                                () ->
                                        ground.room
                                                .counter()
                                                .quote(customer.id(), Money.ofTaka(1_150), wish))
                        .orElseThrow();
        assertThat(quote.missing()).isEqualTo(Money.ZERO);
        assertThat(quote.buys().orElseThrow().total()).isEqualTo(Money.ofTaka(1_000));
        assertThat(quote.pays())
                .extracting(CashQuote.Part::amount)
                .containsExactly(Money.ofTaka(120));
        assertThat(quote.toCredit()).isEqualTo(Money.ofTaka(30));
        Taken taken = ground.take(ground.karim, draft(1_150, wish));
        assertThat(taken.received().toCredit()).isEqualTo(quote.toCredit());
        assertThat(ground.until(customer.service())).contains(quote.buys().orElseThrow().until());
        assertThat(ground.due(customer.id())).isEqualTo(Money.ZERO);
    }

    private CashDraft quoted(long taka, Wish wish) {
        CashQuote quote =
                ground.as(
                                ground.karim,
                                () ->
                                        ground.room
                                                .counter()
                                                .quote(customer.id(), Money.ofTaka(taka), wish))
                        .orElseThrow();
        return new CashDraft(
                customer.id(),
                Money.ofTaka(taka),
                Optional.empty(),
                wish,
                "",
                Optional.of(quote.quoted()));
    }

    private void isRefusedWithNothingDone(CashDraft draft, String found) {
        Money before = ground.balance(ground.karim);
        assertThatThrownBy(() -> ground.take(ground.karim, draft))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(found);
        assertThat(ground.balance(ground.karim)).isEqualTo(before);
    }

    /// Somebody else sold the time, or used the credit, while the quote was looked at.
    @Test
    void aChargeThatIsNotTheQuoteIsNotMade() {
        var wish = new Wish(Optional.empty(), customer.buys(1));
        CashDraft first = quoted(500, wish);
        CashDraft second = quoted(500, wish);
        ground.take(ground.karim, first);
        var until = ground.until(customer.service());
        isRefusedWithNothingDone(second, "500 BDT until");
        assertThat(ground.until(customer.service())).isEqualTo(until);
        ground.take(ground.karim, draft(100, Wish.NONE));
        CashDraft third = quoted(400, wish);
        ground.invoice(customer.id(), 100);
        isRefusedWithNothingDone(third, "nothing");
        CashDraft fourth = quoted(400, wish);
        assertThat(fourth.quoted().orElseThrow().total()).isEqualTo(Money.ZERO);
        ground.take(ground.karim, fourth);
        assertThat(ground.until(customer.service())).isEqualTo(until);
    }

    /// Whoever counts it would find nothing.
    @Test
    void whatWaitsToBeCountedIsNotTakenBack() {
        Actor taker = ground.person("mitu", Role.SUPPORT);
        Taken taken = ground.take(taker, draft(500, Wish.NONE));
        var all = new HandOver.Draft(Money.ofTaka(500), Optional.empty(), "");
        long handOver = ground.as(taker, () -> ground.room.handOvers().make(all).idOrRefuse());
        assertThat(undo(taken.payment())).isInstanceOf(Made.Refused.class);
        ground.as(ground.nadia, () -> ground.room.handOvers().refuse(handOver, "no").idOrRefuse());
        assertThat(undo(taken.payment())).isInstanceOf(Made.Done.class);
        assertThat(ground.balance(taker)).isEqualTo(Money.ZERO);
    }

    private static Made undo(long payment) {
        return ground.as(ground.nadia, () -> ground.room.cash().undo(payment, "false money"));
    }

    @Test
    void whatStandsInAPaymentStays() {
        long payment = ground.take(ground.karim, draft(5, Wish.NONE)).payment();
        String update = "update core.cash_payment set %s where id = " + payment;
        for (String change : List.of("amount = 1", "customer = customer + 1", "day = day - 1")) {
            assertThatThrownBy(() -> ground.api.sql(update.formatted(change)))
                    .as(change)
                    .hasStackTraceContaining("expected: as it was written");
        }
        ground.api.sql(update.formatted("note = ''"));
    }

    /// A year that was mistyped is no late entry.
    @Test
    void anEntryIsAtMostTwoMonthsLate() {
        LocalDate early = ground.today().minusDays(CashDesk.DAYS_LATE_MAX + 1);
        for (LocalDate day : List.of(early, LocalDate.of(2000, 1, 1))) {
            assertThatThrownBy(() -> ground.take(ground.karim, late(day)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("a day from 2026-");
        }
    }

    private CashDraft late(LocalDate day) {
        return new CashDraft(customer.id(), Money.ofTaka(1), Optional.of(day), Wish.NONE, "");
    }

    @Test
    void whatIsTooLittleForTimeIsSaidBeforeAndWaitsAsCredit() {
        var wish = new Wish(Optional.empty(), customer.buys(1));
        CashQuote quote =
                ground.as(
                                ground.karim,
                                () ->
                                        ground.room
                                                .counter()
                                                .quote(customer.id(), Money.ofTaka(400), wish))
                        .orElseThrow();
        assertThat(quote.missing()).isEqualTo(Money.ofTaka(100));
        assertThat(quote.buys()).isEmpty();
        Taken taken = ground.take(ground.karim, draft(400, wish));
        assertThat(taken.received().shortBy()).isEqualTo(Money.ofTaka(100));
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(400));
        assertThat(ground.until(customer.service())).isEmpty();
    }

    @Test
    void theDeskSuggestsWhatIsDueElseOnePeriod() {
        assertThat(standing().suggested()).isEqualTo(Money.ofTaka(500));
        ground.take(ground.karim, draft(150, Wish.NONE));
        assertThat(standing().suggested()).isEqualTo(Money.ofTaka(350));
        ground.invoice(customer.id(), 800);
        assertThat(standing().suggested()).isEqualTo(Money.ofTaka(650));
        assertThat(standing().buys()).isEmpty();
    }

    private Counter.Standing standing() {
        return ground.as(ground.karim, () -> ground.room.counter().standing(customer.id()));
    }

    @Test
    void aLateEntryNamesItsDayNeverTheFutureNorAClosedOne() {
        var yesterday = Optional.of(ground.today().minusDays(1));
        Taken taken =
                ground.take(
                        ground.salma,
                        new CashDraft(customer.id(), Money.ofTaka(9), yesterday, Wish.NONE, ""));
        assertThat(taken.received().receipt().day()).isEqualTo(yesterday.get());
        var tomorrow = Optional.of(ground.today().plusDays(1));
        assertThatThrownBy(() ->
                        ground.take(
                                ground.salma,
                                new CashDraft(
                                        customer.id(), Money.ofTaka(9), tomorrow, Wish.NONE, "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("today or earlier");
        var closed = ground.today().minusDays(30);
        ground.services.work(
                () -> ground.api.core.ledger().stores().closings().close(closed, "test"));
        assertThatThrownBy(() ->
                        ground.take(
                                ground.salma,
                                new CashDraft(
                                        customer.id(),
                                        Money.ofTaka(9),
                                        Optional.of(closed),
                                        Wish.NONE,
                                        "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("from " + closed.plusDays(1));
    }

    @Test
    void theSameKeyEightTimesAtOnceIsOnePayment() throws Exception {
        String json = "{\"customer\": %d, \"amount\": 30000}".formatted(customer.id());
        List<HttpResponse<String>> all =
                TillGround.crowd(() -> post("desk-key-" + customer.id(), json));
        assertThat(all).allSatisfy(one -> assertThat(one.statusCode()).isEqualTo(201));
        assertThat(all)
                .extracting(one -> TestApi.json(one).at("/payment/id").asLong())
                .containsOnly(TestApi.json(all.getFirst()).at("/payment/id").asLong());
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(300));
    }

    @Test
    void aWrongPaymentIsTakenBackByAnotherPerson() {
        ground.invoice(customer.id(), 200);
        Taken taken = ground.take(ground.rahim, draft(200, Wish.NONE));
        Money before = ground.balance(ground.rahim);
        assertThatThrownBy(() ->
                        ground.as(
                                ground.rahim,
                                () ->
                                        ground.room
                                                .cash()
                                                .undo(taken.payment(), "mine")
                                                .idOrRefuse()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another person");
        long unused =
                ground.as(
                        ground.nadia,
                        () -> ground.room.cash().undo(taken.payment(), "twice").idOrRefuse());
        assertThat(ground.due(customer.id())).isEqualTo(Money.ofTaka(200));
        assertThat(before.minus(ground.balance(ground.rahim))).isEqualTo(Money.ofTaka(200));
    }

    @Test
    void whoTakesCashSeesTheirOwnTillAndWhoSettlesAll() {
        Taken taken = ground.take(ground.karim, draft(10, Wish.NONE));
        ground.take(ground.salma, draft(10, Wish.NONE));
        var all = new Page.Request(50, Optional.empty());
        assertThat(ground.as(ground.salma, () -> ground.room.stores().tills().page(all)).items())
                .extracting(Till::name)
                .containsExactly("salma");
        assertThat(ground.as(ground.rahim, () -> ground.room.stores().tills().page(all)).items())
                .extracting(Till::name)
                .contains("salma", "karim");
        assertThat(ground.as(ground.salma, () -> ground.room.stores().cash().find(taken.payment())))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedWithItsField() {
        assertThat(post("key-12345678", "{\"customer\": 0, \"amount\": 1.5}").statusCode())
                .isEqualTo(400);
        assertThat(post("key-12345679", "{\"customer\": 987654, \"amount\": 5}").statusCode())
                .isEqualTo(404);
        var other = ground.customer();
        String foreign =
                "{\"customer\": %d, \"amount\": 500, \"subscription\": %d}"
                        .formatted(customer.id(), other.service());
        HttpResponse<String> refused = post("key-12345670", foreign);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("subscription");
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ZERO);
        String path =
                "/api/cash/quote?customer=%d&amount=50000&subscription=%d"
                        .formatted(customer.id(), customer.service());
        assertThat(TestApi.json(ground.api.get(path)).at("/buys/total").asLong()).isEqualTo(50_000);
        assertThat(ground.api.get("/api/cash/quote?customer=1").statusCode()).isEqualTo(400);
    }
}
