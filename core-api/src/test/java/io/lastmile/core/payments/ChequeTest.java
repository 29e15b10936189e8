package io.lastmile.core.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cheque is a promise until it is cleared, and none once it bounced.
class ChequeTest {
    private static TillGround ground;
    private static int bank;
    private static int numbers;

    private TillGround.Customer customer;

    @BeforeAll
    static void start() {
        ground = new TillGround();
        ground.services.on("2026-11-23");
        bank =
                Math.toIntExact(
                        ground.as(
                                ground.rahim,
                                () -> ground.room.banks().add("Janata").idOrRefuse()));
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

    private Cheque.Draft draft(long taka, LocalDate dated, Wish wish) {
        var paper =
                new Cheque.Paper("Sonali", "%07d".formatted(++numbers), dated, Money.ofTaka(taka));
        return new Cheque.Draft(customer.id(), paper, wish, Optional.empty(), "");
    }

    private static Made receive(Cheque.Draft draft) {
        return ground.as(ground.rahim, () -> ground.room.cheques().receive(draft));
    }

    private static Made deposit(long id) {
        return ground.as(
                ground.rahim, () -> ground.room.cheques().deposit(id, bank, Optional.empty()));
    }

    private static Made clear(long id) {
        return ground.as(ground.rahim, () -> ground.room.cheques().clear(id, Optional.empty()));
    }

    private static Made bounce(long id) {
        return ground.as(
                ground.rahim, () -> ground.room.cheques().bounce(id, Optional.empty(), "no cover"));
    }

    private long deposited(long taka, Wish wish) {
        long id = receive(draft(taka, ground.today(), wish)).idOrRefuse();
        assertThat(deposit(id)).isInstanceOf(Made.Done.class);
        return id;
    }

    @Test
    void itIsMoneyFromTheDayOnWhichItIsCleared() {
        ground.invoice(customer.id(), 900);
        long id = deposited(900, Wish.NONE);
        assertThat(ground.due(customer.id())).isEqualTo(Money.ofTaka(900));
        assertThat(clear(id)).isInstanceOf(Made.Done.class);
        assertThat(ground.due(customer.id())).isEqualTo(Money.ZERO);
        assertThat(clear(id)).isInstanceOf(Made.Repeated.class);
    }

    @Test
    void oneThatBouncesBeforeTouchedNothing() {
        ground.invoice(customer.id(), 100);
        long id = deposited(100, Wish.NONE);
        assertThat(bounce(id)).isInstanceOf(Made.Done.class);
        assertThat(ground.due(customer.id())).isEqualTo(Money.ofTaka(100));
        assertThat(
                        ground.api.value(
                                "select count(*) from core.receipt where source = 'cheque'"
                                        + " and source_id = "
                                        + id))
                .isEqualTo("0");
        assertThat(clear(id)).isInstanceOf(Made.Refused.class);
        assertThat(bounce(id)).isInstanceOf(Made.Refused.class);
    }

    @Test
    void oneThatBouncesAfterOpensAgainWhatItPaidAndLeavesTheTimeOwedFor() {
        var wish = new Wish(Optional.empty(), customer.buys(1));
        long id = deposited(500, wish);
        assertThat(clear(id)).isInstanceOf(Made.Done.class);
        assertThat(ground.until(customer.service())).isPresent();
        assertThat(ground.due(customer.id())).isEqualTo(Money.ZERO);
        assertThat(bounce(id)).isInstanceOf(Made.Done.class);
        assertThat(ground.due(customer.id())).isEqualTo(Money.ofTaka(500));
        assertThat(ground.until(customer.service())).isPresent();
        assertThat(
                        ground.api.value(
                                "select u.why from core.receipt as r join core.receipt_undo as u"
                                        + " on u.receipt = r.id where r.source = 'cheque' and"
                                        + " r.source_id = "
                                        + id))
                .isEqualTo("no cover");
    }

    @Test
    void whatItWasForAndCannotPayAnyMoreItPaysNot() {
        var wish = new Wish(Optional.empty(), customer.buys(1));
        long id = deposited(500, wish);
        ground.api.sql(
                "update core.subscription set ended = started where id = " + customer.service());
        assertThat(clear(id)).isInstanceOf(Made.Done.class);
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(500));
    }

    private Outcome outcome(long id) {
        return ground.as(
                ground.rahim,
                () ->
                        ground.room
                                .outcomes()
                                .of(ground.room.stores().cheques().find(id).orElseThrow())
                                .orElseThrow());
    }

    @Test
    void whatItCouldNotDoIsTold() {
        long little = deposited(100, new Wish(Optional.empty(), customer.buys(1)));
        clear(little);
        assertThat(outcome(little).noTime()).isTrue();
        assertThat(outcome(little).toCredit()).isEqualTo(Money.ofTaka(100));
        long enough = deposited(400, new Wish(Optional.empty(), customer.buys(1)));
        clear(enough);
        assertThat(outcome(enough).noTime()).isFalse();
        assertThat(outcome(enough).pays()).hasSize(1);
    }

    @Test
    void aPaperIsTakenOnceUnlessItBounced() {
        Cheque.Draft draft = draft(10, ground.today(), Wish.NONE);
        long id = receive(draft).idOrRefuse();
        assertThat(receive(draft)).isInstanceOf(Made.Refused.class);
        assertThat(bounce(id)).isInstanceOf(Made.Done.class);
        assertThat(receive(draft)).isInstanceOf(Made.Done.class);
    }

    @Test
    void itsStepsHaveAnOrderAndDays() {
        LocalDate today = ground.today();
        long ahead = receive(draft(10, today.plusDays(9), Wish.NONE)).idOrRefuse();
        assertThat(deposit(ahead)).isInstanceOf(Made.Refused.class);
        assertThat(clear(ahead)).isInstanceOf(Made.Refused.class);
        assertThat(receive(draft(10, today.minusMonths(7), Wish.NONE)))
                .isInstanceOf(Made.Refused.class);
        assertThat(clear(987_654)).isInstanceOf(Made.Missing.class);
        long id = receive(draft(10, today, Wish.NONE)).idOrRefuse();
        Made nowhere =
                ground.as(
                        ground.rahim,
                        () -> ground.room.cheques().deposit(id, 987, Optional.empty()));
        assertThat(nowhere).isInstanceOf(Made.Missing.class);
        assertThat(deposit(id)).isInstanceOf(Made.Done.class);
        assertThat(deposit(id)).isInstanceOf(Made.Refused.class);
        Made early =
                ground.as(
                        ground.rahim,
                        () -> ground.room.cheques().clear(id, Optional.of(today.minusDays(1))));
        assertThat(early).isInstanceOf(Made.Refused.class);
        var foreign = new Wish(Optional.empty(), ground.customer().buys(1));
        assertThat(receive(draft(10, today, foreign))).isInstanceOf(Made.Refused.class);
    }

    @Test
    void eightWhoClearTheSameDoItOnce() throws Exception {
        long id = deposited(320, Wish.NONE);
        List<Made> all = TillGround.crowd(() -> clear(id));
        assertThat(all).filteredOn(Made.Done.class::isInstance).hasSize(1);
        assertThat(all).filteredOn(Made.Repeated.class::isInstance).hasSize(7);
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(320));
    }

    @Test
    void whatStandsOnItStaysAndIsDoneOnce() {
        long id = deposited(40, Wish.NONE);
        clear(id);
        String update = "update core.cheque set %s where id = " + id;
        for (String change :
                List.of(
                        "amount = 1",
                        "number = 'X'",
                        "cleared = cleared + 1",
                        "deposited = null")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> ground.api.sql(update.formatted(change)))
                    .as(change)
                    .hasStackTraceContaining("expected: as it was written");
        }
    }

    /// A prepaid customer owes nothing that anybody would remind of.
    @Test
    void whoSettlesMoneyIsToldOfOneThatBounced() {
        long id = deposited(500, new Wish(Optional.empty(), customer.buys(1)));
        clear(id);
        bounce(id);
        Actor.system("test").run(() -> ground.api.core.platform().outbox().drain());
        assertThat(
                        ground.api.value(
                                "select string_agg(distinct a.login, ',' order by a.login) from"
                                        + " core.message as m join core.account as a on a.id ="
                                        + " m.account where m.cause = 'cheque-bounced' and m.path ="
                                        + " '/cheques/"
                                        + id
                                        + "'"))
                .contains("nadia,", "rahim")
                .doesNotContain("karim", "salma");
        assertThat(
                        ground.api.value(
                                "select min(body) from core.message where path = '/cheques/"
                                        + id
                                        + "'"))
                .contains("500", "C" + (100_000 + customer.id()));
    }

    /// Its bank has it: nobody knows yet. Once it bounced, the next run cuts off.
    @Test
    void whoseChequeIsInClearingIsNotCutOff() {
        long id = deposited(500, new Wish(Optional.empty(), customer.buys(1)));
        var dunning = ground.api.core.dunning();
        ground.api.clock.move(Duration.ofDays(3));
        var spared = ground.services.work(() -> dunning.stores().verdict(customer.service()));
        assertThat(spared.orElseThrow().nonpay()).isFalse();
        assertThat(spared.orElseThrow().rule().name()).isEqualTo("COVERED");
        assertThat(bounce(id)).isInstanceOf(Made.Done.class);
        var verdict = ground.services.work(() -> dunning.stores().verdict(customer.service()));
        assertThat(verdict.orElseThrow().nonpay()).isTrue();
        Actor.system("test").run(() -> ground.api.core.platform().outbox().drain());
    }
}
