package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Periods of postpaid services, many at a time, are those that each would be sold alone.
class CyclesTest {
    private static final LocalDate JULY = LocalDate.parse("2025-07-01");
    private static final LocalDate AUGUST = LocalDate.parse("2025-08-01");
    private static final LocalDate SEPTEMBER = LocalDate.parse("2025-09-01");
    private static final LocalDate FAR = LocalDate.parse("2026-03-20");

    private static TestApi api;
    private static Services services;
    private static int small;
    private static int large;
    private static int[] plans;
    private static long serial;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        services = new Services(api, ZoneId.of("Asia/Dhaka"));
        services.on("2025-07-01");
        small = services.plan(700, "calendar-months", 1);
        large = services.plan(1100, "calendar-months", 1);
        plans =
                new int[] {
                    small,
                    large,
                    services.plan(300, "fixed-days", 30),
                    services.plan(1999, "calendar-months", 3),
                    services.plan(25, "fixed-days", 7)
                };
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void july() {
        services.on("2025-07-01");
    }

    private static int postpaid(SubscriptionKind kind, int plan, Anchor anchor, LocalDate start) {
        return started(
                new SubscriptionDraft(
                        services.line(services.customer(), plan),
                        plan,
                        kind,
                        anchor,
                        Restart.RESTART,
                        0,
                        start));
    }

    private static int started(SubscriptionDraft draft) {
        return Math.toIntExact(services.work(() -> services.room.desk().start(draft).idOrRefuse()));
    }

    private static int arrears() {
        return postpaid(SubscriptionKind.POSTPAID_ARREARS, small, new Anchor(1), JULY);
    }

    private static List<Cycle> due(LocalDate through, int rows) {
        List<Cycle> all = new ArrayList<>();
        List<Cycle> page = page(through, Optional.empty(), rows);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(rows);
            all.addAll(page);
            page = page(through, Optional.of(page.getLast().place()), rows);
        }
        return all;
    }

    private static List<Cycle> page(LocalDate through, Optional<Cycle.Place> after, int rows) {
        return services.work(() -> services.room.cycles().due(through, after, rows));
    }

    private static List<Cycle> of(int id, LocalDate through) {
        return due(through, 500).stream().filter(cycle -> cycle.subscription() == id).toList();
    }

    private static List<String> days(int id, LocalDate through) {
        return of(id, through).stream()
                .map(c ->
                        "%s %s of %d, %d: %s"
                                .formatted(
                                        c.period().start(),
                                        c.period().end(),
                                        c.period().wholeDays(),
                                        c.price().poisha() / 100,
                                        c.charge().poisha()))
                .toList();
    }

    private static CycleSale sale(Cycle cycle) {
        return new CycleSale(
                cycle.subscription(),
                new Origin("charge", ++serial),
                cycle.period().start(),
                cycle.period().end(),
                cycle.charge());
    }

    private static List<Made> sell(List<CycleSale> sales) {
        return services.work(() -> services.room.cycles().sell(sales));
    }

    private static List<Made> sell(int id, LocalDate through) {
        return sell(of(id, through).stream().map(CyclesTest::sale).toList());
    }

    private static int random(Random random) {
        var kinds = List.of(SubscriptionKind.POSTPAID_ADVANCE, SubscriptionKind.POSTPAID_ARREARS);
        int plan = plans[random.nextInt(plans.length)];
        LocalDate start = JULY.plusDays(random.nextInt(40));
        int id =
                started(
                        new SubscriptionDraft(
                                services.line(services.customer(), plan),
                                plan,
                                kinds.get(random.nextInt(2)),
                                new Anchor(1 + random.nextInt(31)),
                                Restart.values()[random.nextInt(3)],
                                random.nextInt(4),
                                start));
        for (int i = random.nextInt(3); i > 0; i--) {
            var purchase = new Purchase(start, 1, random.nextBoolean());
            var sale = new Sale(new Origin("charge", ++serial), purchase, Optional.empty());
            services.work(() -> services.room.time().extend(id, sale).idOrRefuse());
        }
        return id;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 500})
    void eachIsWhatItsDeskOffers(int rows) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 25; i++) {
            random(random);
        }
        List<Cycle> due = due(FAR, rows);
        assertThat(due)
                .as("seed %d", seed)
                .isSortedAccordingTo((one, other) -> one.place().compareTo(other.place()));
        for (Cycle cycle : due) {
            int id = cycle.subscription();
            var purchase = new Purchase(cycle.period().start(), 1, false);
            Offer offer = services.work(() -> services.room.time().offer(id, purchase)).get();
            assertThat(cycle.offer()).as("seed %d", seed).isEqualTo(offer);
            assertThat(cycle.charge()).isEqualTo(cycle.period().charge(cycle.price()));
            var sale = new Sale(new Origin("charge", ++serial), purchase, Optional.empty());
            services.work(() -> services.room.time().extend(id, sale).idOrRefuse());
        }
        assertThat(due(FAR, 500)).as("seed %d", seed).isEmpty();
    }

    /// All that a sale writes, without ids.
    private static String rows(int id) {
        return services.state(id)
                + api.value(
                        """
                        select concat_ws(E'\\n', (
                            select string_agg(concat_ws(' ', c.source, c.day, c.why, c.made,
                                c.made_by), E'\\n' order by c.id)
                            from core.entitlement_cause as c where c.subscription = %1$d), (
                            select string_agg(concat_ws(' ', g.plan, g.plan_version, g.start_day,
                                g.cause = g.sold, g.retracted), E'\\n' order by g.id)
                            from core.entitlement_segment as g where g.subscription = %1$d), (
                            select string_agg(concat_ws(' ', e.kind, e.time, e.actor,
                                e.body ->> 'from', e.body ->> 'until', c.day), E'\\n' order by e.id)
                            from core.event as e
                            join core.entitlement_cause as c
                                on c.id = cast(e.body ->> 'cause' as bigint)
                            where e.body ->> 'subscription' = '%1$d'), (
                            select version from core.subscription where id = %1$d))
                        """
                                .formatted(id));
    }

    @Test
    void aSaleOfManyWritesTheRowsOfEach() {
        long seed = new Random().nextLong();
        List<Integer> alone = new ArrayList<>();
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            alone.add(random(new Random(seed + i)));
            many.add(random(new Random(seed + i)));
        }
        List<Cycle> due = due(FAR, 500);
        assertThat(
                        sell(
                                due.stream()
                                        .filter(cycle -> many.contains(cycle.subscription()))
                                        .map(CyclesTest::sale)
                                        .toList()))
                .isNotEmpty()
                .allMatch(made -> made instanceof Made.Done);
        for (Cycle cycle : due) {
            if (alone.contains(cycle.subscription())) {
                var purchase = new Purchase(cycle.period().start(), 1, false);
                var sale =
                        new Sale(
                                new Origin("charge", ++serial),
                                purchase,
                                Optional.of(cycle.charge()));
                services.work(
                        () -> services.room.time().extend(cycle.subscription(), sale).idOrRefuse());
            }
        }
        for (int i = 0; i < alone.size(); i++) {
            assertThat(rows(many.get(i))).as("seed %d", seed).isEqualTo(rows(alone.get(i)));
        }
    }

    @Test
    void aSaleCountsOncePerOriginThoughItIsThereTwice() {
        int id = arrears();
        List<CycleSale> sales = of(id, SEPTEMBER).stream().map(CyclesTest::sale).toList();
        assertThat(sales).hasSize(2);
        List<CycleSale> twice = List.of(sales.get(0), sales.get(0), sales.get(1), sales.get(1));
        List<Made> made = sell(twice);
        assertThat(made)
                .extracting(one -> one.getClass().getSimpleName())
                .containsExactly("Done", "Repeated", "Done", "Repeated");
        assertThat(sell(sales))
                .containsExactly(
                        new Made.Repeated(made.get(0).idOrRefuse()),
                        new Made.Repeated(made.get(2).idOrRefuse()));
        assertThat(services.until(id)).isEqualTo("2025-09-01");
        assertThat(services.events("EntitlementExtended", id)).isEqualTo(2);
        int other = arrears();
        var stolen =
                new CycleSale(other, sales.getFirst().origin(), JULY, AUGUST, Money.ofTaka(700));
        assertThatThrownBy(() -> sell(List.of(stolen)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void whatIsNotTheNextPeriodAnyMoreIsRefused() {
        int id = arrears();
        CycleSale july = sale(of(id, AUGUST).getFirst());
        services.work(
                () -> services.room.time().extend(id, services.sale(++serial, 1)).idOrRefuse());
        var none =
                new CycleSale(99_999_999, new Origin("charge", ++serial), JULY, AUGUST, july.net());
        int prepaid = services.start(small, Restart.RESTART, 0);
        var wrong =
                new CycleSale(prepaid, new Origin("charge", ++serial), JULY, AUGUST, july.net());
        assertThat(sell(List.of(july, none, wrong)))
                .extracting(one -> one.getClass().getSimpleName())
                .containsExactly("Refused", "Missing", "Refused");
        assertThat(sell(List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SubscriptionKind.class,
            names = {"POSTPAID_ADVANCE", "POSTPAID_ARREARS"})
    void oneThatEndsIsChargedUpToItsEnd(SubscriptionKind kind) {
        int id = postpaid(kind, small, new Anchor(1), JULY);
        LocalDate end = LocalDate.parse("2025-08-11");
        services.work(() -> services.room.desk().end(id, end, "moves").idOrRefuse());
        List<String> expected =
                List.of(
                        "2025-07-01 2025-08-01 of 31, 700: 70000",
                        "2025-08-01 2025-08-11 of 31, 700: 22581");
        assertThat(days(id, SEPTEMBER)).isEqualTo(expected);
        services.on("2025-09-01");
        assertThat(days(id, SEPTEMBER)).isEqualTo(expected);
        assertThat(services.find(id).ended()).contains(end);
        sell(id, SEPTEMBER);
        assertThat(services.until(id)).isEqualTo("2025-08-11");
        assertThat(days(id, FAR)).isEmpty();
    }

    @Test
    void advanceIsDueWhenItBeginsAndArrearsWhenItIsOver() {
        int first = postpaid(SubscriptionKind.POSTPAID_ADVANCE, small, new Anchor(1), JULY);
        int last = arrears();
        assertThat(of(first, JULY.minusDays(1))).isEmpty();
        assertThat(of(first, JULY)).hasSize(1);
        assertThat(of(last, AUGUST.minusDays(1))).isEmpty();
        assertThat(of(last, AUGUST)).hasSize(1);
        assertThat(of(last, SEPTEMBER)).hasSize(2);
        assertThat(of(first, SEPTEMBER)).hasSize(3);
    }

    /// From the day on which the line has another plan its days are charged at that one's price.
    @Test
    void aPlanThatChangesWithinArrearsIsChargedByItsDays() {
        int id = arrears();
        services.on("2025-07-11");
        services.agreed(id, large, ChangeMode.MONEY);
        assertThat(services.linePlan(id)).isEqualTo(large);
        services.on("2025-08-01");
        assertThat(days(id, LocalDate.parse("2025-07-31"))).isEmpty();
        assertThat(days(id, AUGUST))
                .containsExactly(
                        "2025-07-01 2025-07-11 of 31, 700: 22581",
                        "2025-07-11 2025-08-01 of 31, 1100: 74516");
        assertThat(sell(id, AUGUST)).hasSize(2).allMatch(made -> made instanceof Made.Done);
        assertThat(days(id, SEPTEMBER))
                .containsExactly("2025-08-01 2025-09-01 of 31, 1100: 110000");
    }

    @Test
    void aPlannedChangeCountsFromItsDay() {
        int id = postpaid(SubscriptionKind.POSTPAID_ADVANCE, large, new Anchor(1), JULY);
        sell(id, JULY);
        services.agreed(id, small, ChangeMode.PERIOD_END);
        assertThat(days(id, AUGUST)).containsExactly("2025-08-01 2025-09-01 of 31, 700: 70000");
        sell(id, AUGUST);
        services.on("2025-08-01");
        services.jobs();
        assertThat(services.linePlan(id)).isEqualTo(small);
    }

    @Test
    void aPauseStandsStillUntilItEnds() {
        int id = postpaid(SubscriptionKind.POSTPAID_ADVANCE, small, new Anchor(1), JULY);
        sell(id, JULY);
        services.on("2025-07-11");
        LocalDate from = LocalDate.parse("2025-07-21");
        LocalDate until = LocalDate.parse("2025-08-05");
        services.work(() ->
                services.room.desk().pause(id, from, Optional.of(until), "away").idOrRefuse());
        services.on("2025-08-01");
        assertThat(days(id, SEPTEMBER)).isEmpty();
        services.on("2025-08-05");
        assertThat(days(id, SEPTEMBER))
                .as("15 days were paused, so July's last ones end on 16 August")
                .containsExactly(
                        "2025-08-16 2025-09-01 of 31, 700: 36129",
                        "2025-09-01 2025-10-01 of 30, 700: 70000");
        assertThat(services.until(id)).isEqualTo("2025-08-16");
    }

    @Test
    void oneThatEndsInAPauseOwesNothingForIt() {
        int id = postpaid(SubscriptionKind.POSTPAID_ADVANCE, small, new Anchor(1), JULY);
        sell(id, JULY);
        services.work(() ->
                services.room
                        .desk()
                        .pause(id, LocalDate.parse("2025-07-11"), Optional.empty(), "away")
                        .idOrRefuse());
        services.on("2025-07-20");
        LocalDate today = LocalDate.parse("2025-07-20");
        services.work(() -> services.room.desk().end(id, today, "moves").idOrRefuse());
        assertThat(services.until(id)).isEqualTo("2025-07-11");
        assertThat(days(id, FAR)).isEmpty();
    }
}
