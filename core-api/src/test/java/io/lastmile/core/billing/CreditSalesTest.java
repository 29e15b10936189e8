package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Restart;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Credit buys time: by hand, and by itself on the last paid day.
class CreditSalesTest {
    private static TestApi api;
    private static Desk desk;
    private static int plan;
    private static int year = 2010;

    private Desk.Person person;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        Desk.tax(api, "5");
        desk = new Desk(api, ZoneId.of("Asia/Dhaka"));
        plan = desk.services.plan(500, "calendar-months", 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /// Paid until the 10th of August.
    @BeforeEach
    void turn() {
        desk.services.on(year + "-07-10");
        desk.jobs();
        person = desk.person(plan, Restart.RESTART, 0);
        desk.done(desk.buying(person, 525_00, 1));
        assertThat(until()).contains(day("08-10"));
    }

    @AfterEach
    void booksHold() {
        year++;
        assertThat(desk.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    private Optional<LocalDate> until() {
        return desk.until(person.subscription());
    }

    private static LocalDate day(String rest) {
        return LocalDate.parse(year + "-" + rest);
    }

    private void credit(long poisha) {
        desk.done(desk.incoming(person.customer(), poisha));
    }

    private Money left() {
        return desk.balance(person.customer()).credit();
    }

    private Made buy(int subscription, int times) {
        return desk.services.work(() ->
                desk.room.sales().buy(person.customer(), new Incoming.Buying(subscription, times)));
    }

    private static void job() {
        Actor.system("credit-renewals").run(() -> desk.room.sales().run());
    }

    @Test
    void creditBuysAllOrNothing() {
        credit(1_049_99);
        assertThat(buy(person.subscription(), 2).toString()).contains("1,049.99", "1,050");
        assertThat(buy(person.subscription(), 1)).isInstanceOf(Made.Done.class);
        assertThat(until()).contains(day("09-10"));
        assertThat(left()).isEqualTo(new Money(524_99));
        assertThat(buy(person.subscription() + 1_000, 1)).isInstanceOf(Made.Refused.class);
        assertThat(buy(desk.person(plan, Restart.RESTART, 0).subscription(), 1))
                .isInstanceOf(Made.Refused.class);
        assertThat(left()).isEqualTo(new Money(524_99));
    }

    @Test
    void itIsProlongedOnTheLastDayOnce() throws Exception {
        credit(1_050_00);
        desk.services.on(day("08-08").toString());
        job();
        assertThat(until()).contains(day("08-10"));
        desk.services.on(day("08-09").toString());
        api.sql("update core.billing_setting set renew_by_hand = true");
        job();
        assertThat(until()).contains(day("08-10"));
        api.sql("update core.billing_setting set renew_by_hand = false");
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(CreditSalesTest::job));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(until()).contains(day("09-10"));
        assertThat(left()).isEqualTo(new Money(525_00));
        job();
        assertThat(until()).contains(day("09-10"));
    }

    /// It was looked for every day or only once, late: the days that were gone are not charged.
    @Test
    void whoPaidALittleLaterIsRenewedFromThenOn() {
        desk.services.on(day("08-20").toString());
        credit(524_99);
        job();
        assertThat(until()).contains(day("08-10"));
        credit(1);
        job();
        assertThat(until()).contains(day("09-20"));
        assertThat(left()).isEqualTo(Money.ZERO);
    }

    @Test
    void whatStandsStillOrEndsIsNotProlonged() {
        credit(1_050_00);
        long unused =
                desk.services.work(() ->
                        desk.services
                                .room
                                .desk()
                                .pause(
                                        person.subscription(),
                                        desk.today().plusDays(20),
                                        Optional.empty(),
                                        "away")
                                .idOrRefuse());
        desk.services.on(day("08-09").toString());
        job();
        assertThat(left()).isEqualTo(new Money(1_050_00));
    }

    @Test
    void whatIsOffForAnotherReasonIsNotProlonged() {
        credit(525_00);
        desk.services.on(day("08-09").toString());
        var asked = new AtomicInteger();
        desk.room.bar(service -> {
            asked.incrementAndGet();
            return service == person.subscription();
        });
        job();
        assertThat(asked).hasPositiveValue();
        assertThat(until()).contains(day("08-10"));
        desk.room.bar(_ -> false);
        job();
        assertThat(until()).contains(day("09-10"));
    }
}
