package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionLifeTest {
    private static TestApi api;
    private static Services services;
    private static int small;
    private static int large;
    private static int daily;
    private static long serial;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        services = new Services(api, ZoneId.of("Asia/Dhaka"));
        small = services.plan(700, "calendar-months", 1);
        large = services.plan(1100, "calendar-months", 1);
        daily = services.plan(300, "fixed-days", 30);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void july() {
        services.on("2025-07-01");
    }

    private static int bought(Restart restart, int graceDays) {
        int id = services.start(small, restart, graceDays);
        assertThat(services.buy(id, ++serial, 1)).isInstanceOf(Made.Done.class);
        return id;
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void aSaleExtendsOnceHoweverOftenItIsRepeated() {
        int id = services.start(small, Restart.RESTART, 0);
        Made first = services.buy(id, ++serial, 2);
        String after = services.state(id);
        services.on("2025-09-20");
        Made again = services.buy(id, serial, 2);
        assertThat(again).isEqualTo(new Made.Repeated(first.idOrRefuse()));
        assertThat(services.state(id)).isEqualTo(after);
        assertThat(services.until(id)).isEqualTo("2025-09-01");
        assertThat(services.net(id)).isEqualTo(Money.ofTaka(1400));
        assertThat(services.events("EntitlementExtended", id)).isEqualTo(1);
        int other = services.start(small, Restart.RESTART, 0);
        assertThatThrownBy(() -> services.buy(other, serial, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected: EXTENDED of " + other);
    }

    @Test
    void theOfferIsWhatTheSaleDoes() {
        int id = services.start(daily, Restart.KEEP_ANCHOR, 0);
        var purchase = new Purchase(services.room.stores().today(), 3, false);
        Offer offer = services.work(() -> services.room.time().offer(id, purchase).orElseThrow());
        assertThat(offer.charge()).isEqualTo(Money.ofTaka(900));
        services.buy(id, ++serial, 3);
        assertThat(services.until(id)).isEqualTo(offer.extension().end().toString());
        Cause cause =
                services.work(() -> services.room.stores().entitlements().causes(id).getFirst());
        assertThat(cause.why().path("reason").asText()).isEqualTo("first");
        assertThat(cause.why().at("/purchase/times").asInt()).isEqualTo(3);
    }

    @Test
    void aDiscountIsSharedToThePoisha() {
        int id = services.start(small, Restart.RESTART, 0);
        var sale =
                new Sale(
                        new Origin("allocation", ++serial),
                        new Purchase(day("2025-07-01"), 3, false),
                        Optional.of(Money.ofTaka(500)));
        services.work(() -> services.room.time().extend(id, sale));
        assertThat(services.time(id).segments())
                .extracting(Segment::net)
                .containsExactly(new Money(16_667), new Money(16_666), new Money(16_667));
    }

    /// The vector of billing.md C.3: July, on the 11th, 700 to 1,100.
    @Test
    void anUpgradeIsAppliedWhenItIsPaidAtWhatWasQuoted() {
        int id = bought(Restart.RESTART, 0);
        services.on("2025-07-11");
        long change = services.quote(id, large, ChangeMode.MONEY);
        assertThat(services.change(change).credit()).isEqualTo(new Money(47_419));
        assertThat(services.change(change).charge()).isEqualTo(new Money(74_516));
        assertThat(services.change(change).net()).isEqualTo(new Money(27_097));
        assertThat(services.pay(change, ++serial)).isInstanceOf(Made.Refused.class);
        services.work(() -> services.room.changes().accept(change).idOrRefuse());
        services.work(() -> services.room.changes().approve(change).idOrRefuse());
        assertThat(services.linePlan(id)).isEqualTo(small);
        assertThat(services.pay(change, ++serial)).isEqualTo(new Made.Done(change));
        assertThat(services.pay(change, serial)).isEqualTo(new Made.Repeated(change));
        assertThat(services.linePlan(id)).isEqualTo(large);
        assertThat(services.until(id)).isEqualTo("2025-08-01");
        assertThat(services.time(id).segments())
                .extracting(s -> s.start() + " " + s.plan() + " " + s.net().poisha())
                .containsExactly(
                        "2025-07-01 " + small + " 22581", "2025-07-11 " + large + " 74516");
        assertThat(services.events("PlanChangeApplied", id)).isEqualTo(1);
    }

    @Test
    void thereAndBackOnTheSameDayCostsNothing() {
        int id = bought(Restart.RESTART, 0);
        services.on("2025-07-11");
        long there = services.agreed(id, large, ChangeMode.MONEY);
        services.pay(there, ++serial);
        long back = services.agreed(id, small, ChangeMode.MONEY);
        services.pay(back, ++serial);
        assertThat(services.change(there).net().plus(services.change(back).net()))
                .isEqualTo(Money.ZERO);
        assertThat(services.net(id)).isEqualTo(Money.ofTaka(700));
        assertThat(services.until(id)).isEqualTo("2025-08-01");
    }

    @Test
    void aValueBuysDaysOfTheNewPlan() {
        int id = bought(Restart.RESTART, 0);
        services.on("2025-07-11");
        long change = services.agreed(id, large, ChangeMode.VALUE_TO_DAYS);
        assertThat(services.change(change).net()).isEqualTo(new Money(-1_290));
        services.pay(change, ++serial);
        assertThat(services.until(id)).isEqualTo("2025-07-24");
    }

    @Test
    void aDowngradeWaitsForTheEndOfThePeriod() {
        int id = services.start(large, Restart.RESTART, 0);
        services.buy(id, ++serial, 1);
        services.on("2025-07-20");
        long change = services.agreed(id, small, ChangeMode.PERIOD_END);
        services.buy(id, ++serial, 1);
        services.jobs();
        assertThat(services.linePlan(id)).isEqualTo(large);
        assertThat(services.time(id).segments())
                .extracting(Segment::plan)
                .containsExactly(large, small);
        services.on("2025-08-03");
        services.jobs();
        services.jobs();
        assertThat(services.linePlan(id)).isEqualTo(small);
        assertThat(services.change(change).steps()).contains(ChangeStep.APPLIED);
        assertThat(services.change(change).net()).isEqualTo(Money.ZERO);
        assertThat(services.events("PlanChangeApplied", id)).isEqualTo(1);
    }

    @Test
    void whateverMovesThePaidTimeOutdatesAQuote() {
        int id = bought(Restart.RESTART, 0);
        services.on("2025-07-11");
        long change = services.agreed(id, large, ChangeMode.MONEY);
        services.buy(id, ++serial, 1);
        assertThat(services.pay(change, ++serial)).isInstanceOf(Made.Refused.class);
        assertThat(services.change(change).steps()).contains(ChangeStep.OUTDATED);
        long late = services.agreed(id, large, ChangeMode.MONEY);
        api.clock.move(Duration.ofHours(25));
        assertThat(services.pay(late, ++serial)).isInstanceOf(Made.Refused.class);
        assertThat(services.linePlan(id)).isEqualTo(small);
        long held = services.agreed(id, large, ChangeMode.MONEY);
        services.work(() -> {
            services.room.changes().outdate(id, "suspended");
            return true;
        });
        assertThat(services.pay(held, ++serial)).isInstanceOf(Made.Refused.class);
    }

    @Test
    void aNewQuoteReplacesTheOneThatIsPending() {
        int id = bought(Restart.RESTART, 0);
        long first = services.quote(id, large, ChangeMode.MONEY);
        long second = services.quote(id, daily, ChangeMode.MONEY);
        assertThat(services.change(first).steps()).containsExactly(ChangeStep.REPLACED);
        assertThat(services.change(second).settled()).isFalse();
        services.work(() -> services.room.changes().cancel(second, "asked").idOrRefuse());
        assertThat(services.change(second).settled()).isTrue();
        assertThat(services.work(() -> services.room.changes().quote(id, small, ChangeMode.MONEY)))
                .isInstanceOf(Made.Refused.class);
    }

    @Test
    void whatWasCreditedBeforeIsNotCreditedAgain() {
        int id = bought(Restart.RESTART, 0);
        services.on("2025-07-11");
        services.room.changes().connect(LineCredits.ofEach(_ -> Money.ofTaka(650)));
        try {
            long change = services.quote(id, large, ChangeMode.MONEY);
            assertThat(services.change(change).credit()).isEqualTo(Money.ofTaka(50));
        } finally {
            services.room.changes().connect(LineCredits.ofEach(_ -> Money.ZERO));
        }
    }

    @Test
    void paidDaysWaitForTheEndOfAPause() {
        int id = bought(Restart.RESTART, 0);
        services.on("2025-07-11");
        services.work(() ->
                services.room
                        .desk()
                        .pause(id, day("2025-07-15"), Optional.of(day("2025-07-25")), "Eid")
                        .idOrRefuse());
        services.on("2025-07-20");
        services.jobs();
        assertThat(services.until(id)).isEqualTo("2025-08-01");
        assertThat(services.events("SubscriptionPaused", id)).isEqualTo(1);
        services.on("2025-07-29");
        services.jobs();
        assertThat(services.until(id)).isEqualTo("2025-08-11");
        assertThat(services.time(id).covers(day("2025-07-20"))).isFalse();
        assertThat(services.time(id).covers(day("2025-07-25"))).isTrue();
        assertThat(services.net(id)).isEqualTo(Money.ofTaka(700));
        assertThat(services.events("SubscriptionResumed", id)).isEqualTo(1);
        services.buy(id, ++serial, 1);
        assertThat(services.until(id)).isEqualTo("2025-09-11");
    }

    /// The pause began while days were left, so the payment is an early one, however late it comes.
    @Test
    void whoPaysInAPauseLosesNothing() {
        int id = bought(Restart.RESTART, 0);
        services.on("2025-07-22");
        services.work(() ->
                services.room
                        .desk()
                        .pause(id, day("2025-07-22"), Optional.empty(), "abroad")
                        .idOrRefuse());
        services.on("2025-08-20");
        services.buy(id, ++serial, 1);
        services.on("2025-08-21");
        services.work(() -> services.room.desk().resume(id).idOrRefuse());
        assertThat(services.until(id)).isEqualTo("2025-10-01");
        assertThat(services.time(id).segments().stream().mapToLong(s -> s.period().days()).sum())
                .isEqualTo(62);
    }

    @Test
    void aRefundTakesTheUnusedDaysOfItsSaleAndNoOther() {
        int id = bought(Restart.RESTART, 0);
        long early = serial;
        services.buy(id, ++serial, 1);
        services.on("2025-07-11");
        long refund = ++serial;
        assertThat(services.refund(id, refund, early)).isInstanceOf(Made.Refused.class);
        long last = serial - 1;
        Made done = services.refund(id, refund, last);
        assertThat(services.until(id)).isEqualTo("2025-08-01");
        assertThat(services.refund(id, refund, last))
                .isEqualTo(new Made.Repeated(done.idOrRefuse()));
        assertThat(
                        services.work(() ->
                                services.room.time().unused(id, new Origin("allocation", early))))
                .contains(new Money(47_419));
        services.refund(id, ++serial, early);
        assertThat(services.until(id)).isEqualTo("2025-07-11");
        assertThat(services.net(id)).isEqualTo(new Money(22_581));
    }

    @Test
    void anEndTellsWhatWasNotUsed() {
        int id = bought(Restart.RESTART, 0);
        services.work(
                () -> services.room.desk().end(id, day("2025-07-11"), "moves away").idOrRefuse());
        services.on("2025-07-30");
        services.jobs();
        assertThat(services.find(id).ended()).contains(day("2025-07-11"));
        assertThat(services.until(id)).isEqualTo("2025-07-11");
        assertThat(
                        api.value(
                                """
                                select body ->> 'unused' from core.event
                                where kind = 'SubscriptionEnded' and body ->> 'subscription' = '%d'
                                """
                                        .formatted(id)))
                .isEqualTo("47419");
        assertThat(services.buy(id, ++serial, 1)).isInstanceOf(Made.Refused.class);
    }

    @Test
    void aLineRunsOneAtATime() {
        int line = services.line(services.customer(), small);
        var draft = SubscriptionDraft.prepaid(line, small, day("2025-07-01"));
        services.work(() -> services.room.desk().start(draft).idOrRefuse());
        assertThat(services.work(() -> services.room.desk().start(draft)))
                .isInstanceOf(Made.Refused.class);
        var nobodys = SubscriptionDraft.prepaid(services.line(0, small), small, day("2025-07-01"));
        assertThat(services.work(() -> services.room.desk().start(nobodys)))
                .isInstanceOf(Made.Refused.class);
    }

    /// Not even the tables' owner rewrites what was sold or sells a day twice.
    @Test
    void theDatabaseRefusesToRewriteOrToOverlap() {
        int id = bought(Restart.RESTART, 0);
        String of = " where subscription = " + id;
        for (String sql :
                new String[] {
                    "update core.entitlement_segment set net_poisha = 1" + of,
                    "update core.entitlement_segment set end_day = end_day + 1" + of,
                    "delete from core.entitlement_segment" + of,
                    "update core.entitlement_cause set why = '{}'" + of,
                    "delete from core.entitlement_cause" + of,
                    "delete from core.subscription_plan" + of
                }) {
            assertThatThrownBy(() -> api.sql(sql)).as(sql).hasMessageContaining("never rewritten");
        }
        assertThatThrownBy(() ->
                        api.sql(
                                """
                                insert into core.entitlement_segment (subscription, plan,
                                    plan_version, start_day, end_day, whole_days, anchor,
                                    net_poisha, sold, cause)
                                select subscription, plan, plan_version, end_day - 1, end_day + 9,
                                       30, 1, 0, sold, cause
                                from core.entitlement_segment
                                """
                                        + of))
                .hasMessageContaining("conflicting key value violates exclusion constraint");
    }
}
