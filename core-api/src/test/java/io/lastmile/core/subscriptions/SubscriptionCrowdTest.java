package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Many at one subscription: each source counts once, no day is sold twice and none is lost.
class SubscriptionCrowdTest {
    private static final int THREADS = 12;
    private static final int SALES = 24;

    private static TestApi api;
    private static Services services;
    private static int small;
    private static int large;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        services = new Services(api, ZoneId.of("Asia/Dhaka"));
        services.on("2027-01-31");
        small = services.plan(500, "calendar-months", 1);
        large = services.plan(900, "calendar-months", 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static void all(List<Callable<Made>> work) throws Exception {
        long seed = new Random().nextLong();
        Collections.shuffle(work, new Random(seed));
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var made : threads.invokeAll(work)) {
                assertThat(made.get()).as("seed %d", seed).isNotInstanceOf(Made.Missing.class);
            }
        }
    }

    @Test
    void eachOfManySalesCountsOnceThoughAllAreSentThrice() throws Exception {
        int id = services.start(small, Restart.RESTART, 0);
        List<Callable<Made>> work = new ArrayList<>();
        for (int i = 0; i < 3 * SALES; i++) {
            long allocation = 1_000 + i % SALES;
            work.add(() -> services.buy(id, allocation, 1));
        }
        all(work);
        assertThat(services.until(id)).isEqualTo("2029-01-31");
        assertThat(services.time(id).segments()).hasSize(SALES);
        assertThat(services.events("EntitlementExtended", id)).isEqualTo(SALES);
        assertThat(services.find(id).version()).isEqualTo(1 + SALES);
    }

    /// Sales, pauses, refunds and changes at once: time sold is time there and time given back.
    @Test
    void nothingIsLostBetweenSalesPausesRefundsAndChanges() throws Exception {
        int id = services.start(small, Restart.RESTART, 0);
        services.buy(id, 2_000, 1);
        List<Callable<Made>> work = new ArrayList<>();
        for (int i = 1; i <= SALES; i++) {
            long number = 2_000 + i;
            work.add(() -> services.buy(id, number, 1));
            work.add(() -> services.buy(id, number, 1));
            work.add(() -> services.refund(id, 3_000 + number, number));
            work.add(() -> change(id, i(number), number));
            work.add(() -> pause(id));
            work.add(() -> services.work(() -> services.room.desk().resume(id)));
        }
        all(work);
        long sold = days(id, "extended");
        long back = days(id, "refunded");
        long there = services.time(id).segments().stream().mapToLong(s -> s.period().days()).sum();
        assertThat(there).isEqualTo(sold - back).isPositive();
        assertThat(
                        api.value(
                                """
                                select count(*) from core.entitlement_segment as a
                                join core.entitlement_segment as b
                                    on a.subscription = b.subscription and a.id < b.id
                                       and a.start_day < b.end_day and b.start_day < a.end_day
                                where a.retracted is null and b.retracted is null
                                  and a.subscription = %d
                                """
                                        .formatted(id)))
                .isEqualTo("0");
        assertThat(
                        api.value(
                                "select count(*) from core.plan_change where settled is null"
                                        + " and subscription = "
                                        + id))
                .isIn("0", "1");
    }

    private static int i(long number) {
        return number % 2 == 0 ? small : large;
    }

    /// All steps in one unit of work, as a payment at the desk is.
    private static Made change(int id, int plan, long payment) {
        return services.work(() -> {
            Made quote = services.room.changes().quote(id, plan, ChangeMode.MONEY);
            if (!(quote instanceof Made.Done(long change))) {
                return quote;
            }
            services.room.changes().accept(change).idOrRefuse();
            services.room.changes().approve(change).idOrRefuse();
            PlanChange now = services.room.stores().changes().find(change).orElseThrow();
            return now.settled()
                    ? quote
                    : services.room.changes().pay(change, new Origin("payment", payment));
        });
    }

    private static Made pause(int id) {
        return services.work(() ->
                services.room
                        .desk()
                        .pause(id, services.room.stores().today(), Optional.empty(), "crowd"));
    }

    /// What causes of a kind put there, or took away, by their segments.
    private static long days(int id, String kind) {
        String of = kind.equals("extended") ? "g.cause" : "g.retracted";
        String added =
                api.value(
                        """
                        select coalesce(sum(end_day - start_day), 0)
                        from core.entitlement_segment as g
                        join core.entitlement_cause as c on c.id = %s
                        where c.kind = '%s' and g.subscription = %d
                        """
                                .formatted(of, kind, id));
        String kept =
                api.value(
                        """
                        select coalesce(sum(end_day - start_day), 0)
                        from core.entitlement_segment as g
                        join core.entitlement_cause as c on c.id = g.cause
                        where c.kind = 'refunded' and g.subscription = %d
                        """
                                .formatted(id));
        long whole = Long.parseLong(added);
        return kind.equals("refunded") ? whole - Long.parseLong(kept) : whole;
    }
}
