package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is credited is never more than was paid, and what is sold is what the line has.
class SubscriptionMoneyTest {
    private static final LocalDate AUGUST = LocalDate.parse("2025-08-01");

    private static TestApi api;
    private static Services services;
    private static int small;
    private static int large;
    private static long serial;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        services = new Services(api, ZoneId.of("Asia/Dhaka"));
        small = services.plan(700, "calendar-months", 1);
        large = services.plan(1100, "calendar-months", 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void july() {
        services.on("2025-07-01");
    }

    @AfterEach
    void nothingWasCredited() {
        credited(0);
    }

    private static void credited(long taka) {
        services.room.changes().connect(LineCredits.ofEach(_ -> Money.ofTaka(taka)));
    }

    private static int bought(Restart restart) {
        int id = services.start(small, restart, 5);
        services.buy(id, ++serial, 1);
        return id;
    }

    private static Optional<Money> unused(int id, long sale) {
        return services.work(() -> services.room.time().unused(id, new Origin("allocation", sale)));
    }

    @ParameterizedTest
    @CsvSource({"RESTART, 1", "RESTART, 3", "PAY_GAP, 1", "PAY_GAP, 3"})
    void whoPaysLateGetsThePlanThatTheLineHas(Restart restart, int times) {
        int id = bought(restart);
        services.on("2025-08-03");
        services.agreed(id, large, ChangeMode.MONEY);
        assertThat(services.linePlan(id)).isEqualTo(large);
        services.on("2025-08-04");
        boolean leftOn = restart == Restart.RESTART;
        var purchase = new Purchase(services.room.stores().today(), times, leftOn);
        var sale = new Sale(new Origin("allocation", ++serial), purchase, Optional.empty());
        services.work(() -> services.room.time().extend(id, sale).idOrRefuse());
        assertThat(services.time(id).segments())
                .filteredOn(segment -> !segment.start().isBefore(AUGUST))
                .hasSize(times)
                .allMatch(segment -> segment.plan() == large)
                .allMatch(segment -> segment.net().equals(Money.ofTaka(1100)));
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void whatIsPaidBeforeTheStartBeginsWithIt(Restart restart) {
        int line = services.line(services.customer(), small);
        var draft =
                new SubscriptionDraft(
                        line, small, SubscriptionKind.PREPAID, new Anchor(1), restart, 0, AUGUST);
        int id =
                Math.toIntExact(
                        services.work(() -> services.room.desk().start(draft).idOrRefuse()));
        services.on("2025-07-20");
        services.buy(id, ++serial, 1);
        assertThat(services.time(id).segments())
                .singleElement()
                .satisfies(segment -> {
                    assertThat(segment.start()).isEqualTo(AUGUST);
                    assertThat(segment.end()).isEqualTo("2025-09-01");
                    assertThat(segment.anchor()).isEqualTo(new Anchor(1));
                    assertThat(segment.net()).isEqualTo(Money.ofTaka(700));
                });
    }

    /// A line of 700.00 of which 650.00 were credited for an outage.
    @Test
    void whatWasCreditedIsNotRefundedAgain() {
        int id = bought(Restart.RESTART);
        long sale = serial;
        services.on("2025-07-11");
        credited(650);
        assertThat(unused(id, sale)).contains(Money.ofTaka(50));
        services.refund(id, ++serial, sale);
        assertThat(told("EntitlementRefunded", "credit", id)).isEqualTo("5000");
    }

    @Test
    void whatWasCreditedIsNotToldByAnEndAgain() {
        int id = bought(Restart.RESTART);
        services.on("2025-07-11");
        credited(650);
        LocalDate today = LocalDate.parse("2025-07-11");
        services.work(() -> services.room.desk().end(id, today, "moves").idOrRefuse());
        assertThat(told("SubscriptionEnded", "unused", id)).isEqualTo("5000");
    }

    @Test
    void aCreditOutdatesTheQuotesBeforeIt() {
        int id = bought(Restart.RESTART);
        services.on("2025-07-11");
        long change = services.agreed(id, large, ChangeMode.MONEY);
        credited(650);
        assertThat(services.pay(change, ++serial)).isInstanceOf(Made.Refused.class);
        assertThat(services.change(change).steps()).contains(ChangeStep.OUTDATED);
        assertThat(services.linePlan(id)).isEqualTo(small);
    }

    @Test
    void aValueStaysWithTheSalesThatItCameFrom() {
        int id = bought(Restart.RESTART);
        long july = serial;
        services.buy(id, ++serial, 1);
        long august = serial;
        services.on("2025-07-11");
        long change = services.agreed(id, large, ChangeMode.VALUE_TO_DAYS);
        services.pay(change, ++serial);
        assertThat(services.until(id)).isEqualTo("2025-08-13");
        Money first = unused(id, july).orElseThrow();
        Money second = unused(id, august).orElseThrow();
        assertThat(first).isLessThanOrEqualTo(new Money(47_419));
        assertThat(second).isLessThanOrEqualTo(Money.ofTaka(700));
        assertThat(first.plus(second)).isEqualTo(new Money(117_097));
    }

    @Test
    void thereAndBackOverAnotherValidityCostsNothing() {
        services.on("2026-01-15");
        int id = bought(Restart.RESTART);
        int days = services.plan(300, "fixed-days", 30);
        services.on("2026-02-10");
        long there = services.agreed(id, days, ChangeMode.MONEY);
        services.pay(there, ++serial);
        long back = services.agreed(id, small, ChangeMode.MONEY);
        services.pay(back, ++serial);
        assertThat(services.change(there).net().plus(services.change(back).net()))
                .isEqualTo(Money.ZERO);
        assertThat(services.net(id)).isEqualTo(Money.ofTaka(700));
    }

    /// Sold for 500.00 in place of 700.00.
    @Test
    void thereAndBackAfterADiscountCostsNothing() {
        int id = services.start(small, Restart.RESTART, 5);
        var purchase = new Purchase(services.room.stores().today(), 1, false);
        var sale =
                new Sale(
                        new Origin("allocation", ++serial),
                        purchase,
                        Optional.of(Money.ofTaka(500)));
        services.work(() -> services.room.time().extend(id, sale).idOrRefuse());
        services.on("2025-07-11");
        long there = paid(id, large);
        assertThat(services.change(there).credit()).isEqualTo(new Money(33_871));
        long back = paid(id, small);
        assertThat(services.change(there).net().plus(services.change(back).net()))
                .isEqualTo(Money.ZERO);
        assertThat(services.net(id)).isEqualTo(Money.ofTaka(500));
        services.on("2025-07-12");
        assertThat(services.change(paid(id, large)).credit()).isEqualTo(new Money(32_258));
    }

    /// By way of a third plan, with a price that rose since July was sold, and on the next day.
    @Test
    void thereAndBackAfterAPriceRiseCostsNothing() {
        int plan = services.plan(700, "calendar-months", 1);
        services.version(plan, 2, "2025-07-05", 800, "calendar-months 1");
        int id = services.start(plan, Restart.RESTART, 5);
        services.buy(id, ++serial, 1);
        services.on("2025-07-11");
        List<Long> changes = List.of(paid(id, large), paid(id, small), paid(id, plan));
        assertThat(
                        changes.stream()
                                .map(change -> services.change(change).net())
                                .reduce(Money.ZERO, Money::plus))
                .isEqualTo(Money.ZERO);
        assertThat(services.net(id)).isEqualTo(Money.ofTaka(700));
        assertThat(services.time(id).segments()).extracting(Segment::planVersion).containsOnly(1);
        paid(id, large);
        services.on("2025-07-12");
        assertThat(services.change(paid(id, plan)).charge())
                .as("another day: 20 of 31 days at the price of now")
                .isEqualTo(new Money(51_613));
    }

    private static long paid(int id, int plan) {
        long change = services.agreed(id, plan, ChangeMode.MONEY);
        services.pay(change, ++serial).idOrRefuse();
        return change;
    }

    @Test
    void aSaleThatIsVoidGoesWithTheDaysThatWereUsed() {
        int id = bought(Restart.RESTART);
        long july = serial;
        services.buy(id, ++serial, 1);
        long august = serial;
        services.on("2025-07-11");
        credited(650);
        assertThat(services.annul(id, 1_000_000 + july, july)).isInstanceOf(Made.Refused.class);
        assertThat(services.annul(id, 1_000_000 + august, august)).isInstanceOf(Made.Done.class);
        assertThat(services.until(id)).isEqualTo("2025-08-01");
        Made made = services.annul(id, 1_000_000 + july, july);
        assertThat(services.annul(id, 1_000_000 + july, july))
                .isEqualTo(new Made.Repeated(made.idOrRefuse()));
        assertThat(services.until(id)).isEqualTo("never");
        assertThat(services.events("EntitlementRefunded", id)).isEqualTo(2);
        assertThat(told("EntitlementRefunded", "credit", id)).isEqualTo("70000");
        assertThat(services.annul(id, 2_000_000 + july, july)).isInstanceOf(Made.Refused.class);
        services.buy(id, ++serial, 1);
        assertThat(services.until(id)).isEqualTo("2025-08-11");
    }

    /// A day each, sold by one cause, as a daily plan has after five and a half years.
    @Test
    void manyUsedDaysHideNoDayThatIsPaid() {
        int id = services.start(small, Restart.RESTART, 0);
        services.buy(id, ++serial, 1);
        api.sql(
                """
                insert into core.entitlement_segment (subscription, plan, plan_version, start_day,
                    end_day, whole_days, anchor, net_poisha, sold, cause)
                select g.subscription, g.plan, g.plan_version, g.start_day - n, g.start_day - n + 1,
                       31, 1, 100, g.sold, g.cause
                from core.entitlement_segment as g, generate_series(1, 2001) as n
                where g.subscription = %d
                """
                        .formatted(id));
        assertThat(services.until(id)).isEqualTo("2025-08-01");
        services.buy(id, ++serial, 1);
        assertThat(services.until(id)).isEqualTo("2025-09-01");
    }

    @Test
    void oneThatFailsKeepsNobodyWaiting() {
        int bad = bought(Restart.RESTART);
        int good = bought(Restart.RESTART);
        LocalDate end = LocalDate.parse("2025-07-11");
        for (int id : new int[] {bad, good}) {
            services.work(() -> services.room.desk().end(id, end, "moves").idOrRefuse());
        }
        api.sql(
                """
                alter table core.subscription
                add constraint held check (id <> %d or ended is null)
                """
                        .formatted(bad));
        try {
            services.on("2025-07-12");
            services.jobs();
            assertThat(services.find(good).ended()).contains(end);
            assertThat(services.find(bad).ended()).isEmpty();
        } finally {
            api.sql("alter table core.subscription drop constraint held");
        }
        services.jobs();
        assertThat(services.find(bad).ended()).contains(end);
    }

    private static String told(String kind, String field, int id) {
        return api.value(
                """
                select body ->> '%s' from core.event
                where kind = '%s' and body ->> 'subscription' = '%d'
                """
                        .formatted(field, kind, id));
    }
}
