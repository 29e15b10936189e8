package io.lastmile.core.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.subscriptions.Made;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Cash leaves a till when another person counted it, once, whatever they found.
class HandOverTest {
    private static TillGround ground;
    private static int bank;

    @BeforeAll
    static void start() {
        ground = new TillGround();
        ground.services.on("2026-11-23");
        bank =
                Math.toIntExact(
                        ground.as(
                                ground.rahim,
                                () -> ground.room.banks().add("Sonali").idOrRefuse()));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @BeforeEach
    void fill() {
        int customer = ground.customer().id();
        long missing = 1_000 - ground.balance(ground.karim).poisha() / 100;
        if (missing > 0) {
            ground.take(ground.karim, ground.draft(customer, missing));
        }
    }

    @AfterEach
    void booksHold() {
        assertThat(ground.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    private static Made make(Actor who, long taka, Optional<Integer> into) {
        var draft = new HandOver.Draft(Money.ofTaka(taka), into, "");
        return ground.as(who, () -> ground.room.handOvers().make(draft));
    }

    private static long made(long taka, Optional<Integer> into) {
        return make(ground.karim, taka, into).idOrRefuse();
    }

    private static Made confirm(Actor who, long id, long taka, String why) {
        return ground.as(who, () -> ground.room.handOvers().confirm(id, Money.ofTaka(taka), why));
    }

    private static String sum(String kind, String name) {
        return ground.api.value(
                """
                select cast(coalesce(sum(e.amount), 0) / 100 as bigint) from core.ledger_entry as e
                join core.ledger_account as a on a.id = e.account
                where a.kind = '%s' and a.name = '%s'
                """
                        .formatted(kind, name));
    }

    @Test
    void whatWasCountedIsInTheBankAndTheTillIsEmptyOfIt() {
        long before = Long.parseLong(sum("bank", "Sonali"));
        long id = made(600, Optional.of(bank));
        assertThat(ground.balance(ground.karim)).isEqualTo(Money.ofTaka(1_000));
        assertThat(confirm(ground.rahim, id, 600, "")).isInstanceOf(Made.Done.class);
        assertThat(ground.balance(ground.karim)).isEqualTo(Money.ofTaka(400));
        assertThat(sum("bank", "Sonali")).isEqualTo("" + (before + 600));
    }

    @Test
    void withoutABankItIsInTheTillOfWhoCounted() {
        Money before = ground.balance(ground.nadia);
        long id = made(250, Optional.empty());
        assertThat(confirm(ground.nadia, id, 250, "")).isInstanceOf(Made.Done.class);
        assertThat(ground.balance(ground.nadia).minus(before)).isEqualTo(Money.ofTaka(250));
    }

    @Test
    void aDifferenceWantsAReasonAndStandsInItsAccount() {
        long less = made(300, Optional.of(bank));
        assertThat(confirm(ground.rahim, less, 290, "")).isInstanceOf(Made.Refused.class);
        long before = Long.parseLong(sum("cash-difference", ""));
        assertThat(confirm(ground.rahim, less, 290, "one note was false"))
                .isInstanceOf(Made.Done.class);
        long more = made(100, Optional.of(bank));
        assertThat(confirm(ground.rahim, more, 105, "he miscounted")).isInstanceOf(Made.Done.class);
        assertThat(sum("cash-difference", "")).isEqualTo("" + (before + 10 - 5));
        HandOver kept =
                ground.as(ground.rahim, () -> ground.room.stores().handOvers().find(less))
                        .orElseThrow();
        assertThat(kept.amount()).isEqualTo(Money.ofTaka(300));
        assertThat(kept.settled().orElseThrow().counted()).contains(Money.ofTaka(290));
        assertThat(ground.balance(ground.karim)).isEqualTo(Money.ofTaka(600));
    }

    @Test
    void nobodyCountsTheirOwn() {
        int customer = ground.customer().id();
        ground.take(ground.rahim, ground.draft(customer, 70));
        long id = make(ground.rahim, 70, Optional.of(bank)).idOrRefuse();
        assertThat(confirm(ground.rahim, id, 70, "")).isInstanceOf(Made.Refused.class);
        assertThat(confirm(ground.nadia, id, 70, "")).isInstanceOf(Made.Done.class);
    }

    @Test
    void nobodyHandsOverMoreThanThereIs() {
        assertThat(make(ground.karim, 1_001, Optional.empty())).isInstanceOf(Made.Refused.class);
        long id = made(700, Optional.empty());
        assertThat(make(ground.karim, 301, Optional.empty())).isInstanceOf(Made.Refused.class);
        assertThat(make(ground.karim, 10, Optional.of(987))).isInstanceOf(Made.Missing.class);
        Made refused =
                ground.as(ground.rahim, () -> ground.room.handOvers().refuse(id, "not brought"));
        assertThat(refused).isInstanceOf(Made.Done.class);
        assertThat(ground.balance(ground.karim)).isEqualTo(Money.ofTaka(1_000));
        long again = made(1_000, Optional.empty());
        assertThat(confirm(ground.rahim, again, 1_000, "")).isInstanceOf(Made.Done.class);
        assertThat(confirm(ground.nadia, id, 700, "")).isInstanceOf(Made.Refused.class);
    }

    @Test
    void eightWhoConfirmTheSameDoItOnce() throws Exception {
        long before = Long.parseLong(sum("bank", "Sonali"));
        long id = made(400, Optional.of(bank));
        List<Made> all = TillGround.crowd(() -> confirm(ground.rahim, id, 400, ""));
        assertThat(all).filteredOn(Made.Done.class::isInstance).hasSize(1);
        assertThat(all).filteredOn(Made.Repeated.class::isInstance).hasSize(7);
        assertThat(sum("bank", "Sonali")).isEqualTo("" + (before + 400));
    }

    @Test
    void eightWhoHandOverTheSameCashDoItOnce() throws Exception {
        List<Made> all = TillGround.crowd(() -> make(ground.karim, 1_000, Optional.empty()));
        assertThat(all).filteredOn(Made.Done.class::isInstance).hasSize(1);
        assertThat(all).filteredOn(Made.Refused.class::isInstance).hasSize(7);
        long id =
                ((Made.Done)
                                all.stream()
                                        .filter(Made.Done.class::isInstance)
                                        .findFirst()
                                        .orElseThrow())
                        .id();
        assertThat(confirm(ground.rahim, id, 1_000, "")).isInstanceOf(Made.Done.class);
    }

    @Test
    void whoTakesCashSeesTheirOwnHandOvers() {
        long id = made(10, Optional.empty());
        var all = new Page.Request(50, Optional.empty());
        var none = Optional.<HandOver.State>empty();
        assertThat(
                        ground.as(
                                        ground.salma,
                                        () -> ground.room.stores().handOvers().page(none, 0, all))
                                .items())
                .isEmpty();
        assertThat(
                        ground.as(
                                        ground.karim,
                                        () -> ground.room.stores().handOvers().page(none, 0, all))
                                .items())
                .extracting(HandOver::id)
                .contains(id);
        assertThat(confirm(ground.rahim, id, 10, "")).isInstanceOf(Made.Done.class);
    }
}
