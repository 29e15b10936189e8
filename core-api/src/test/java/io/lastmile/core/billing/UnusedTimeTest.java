package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Restart;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Days that an end left unused are credit once, by the lines that charged them and at their tax.
class UnusedTimeTest {
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
        plan = desk.services.plan(700, "calendar-months", 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /// Two months from the 1st of July on, looked at on the 11th.
    @BeforeEach
    void turn() {
        desk.services.on(year + "-07-01");
        desk.jobs();
        person = desk.person(plan, Restart.RESTART, 0);
        desk.done(desk.buying(person, 1_470_00, 2));
        desk.services.on(year + "-07-11");
    }

    @AfterEach
    void booksHold() {
        year++;
        assertThat(desk.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    private void end() {
        long unused =
                desk.services.work(() ->
                        desk.services
                                .room
                                .desk()
                                .end(person.subscription(), desk.today(), "moved away")
                                .idOrRefuse());
    }

    private Optional<UnusedTime.Unused> unused() {
        return desk.services.work(() -> desk.room.unused().of(person.subscription()));
    }

    private Made giveBack() {
        return desk.services.work(
                () -> desk.room.unused().giveBack(person.subscription(), "moved away"));
    }

    private Money credit() {
        return desk.balance(person.customer()).refundable();
    }

    @Test
    void whatIsLeftIsCreditOnce() {
        assertThat(unused()).isEmpty();
        assertThat(giveBack()).isInstanceOf(Made.Refused.class);
        end();
        var left =
                new UnusedTime.Unused(
                        LocalDate.of(year, 7, 11), 21 + 31, new Money(474_19 + 700_00), false);
        assertThat(unused()).contains(left);
        assertThat(credit()).isEqualTo(Money.ZERO);
        assertThat(giveBack()).isInstanceOf(Made.Done.class);
        assertThat(credit()).isEqualTo(new Money(497_90 + 735_00));
        assertThat(giveBack()).isInstanceOf(Made.Repeated.class);
        assertThat(unused()).map(UnusedTime.Unused::given).contains(true);
        assertThat(credit()).isEqualTo(new Money(497_90 + 735_00));
        assertThat(
                        api.value(
                                "select coalesce(sum(amount), 0) from core.deferral"
                                        + " where settled is null and customer = "
                                        + person.customer()))
                .isEqualTo("0");
    }

    /// What was credited of a line before is not given twice.
    @Test
    void whatWasCreditedBeforeIsTakenOff() {
        long invoice =
                Long.parseLong(
                        api.value(
                                "select max(id) from core.invoice where customer = "
                                        + person.customer()));
        assertThat(desk.credit(invoice, 2, 650_00)).isInstanceOf(Made.Done.class);
        Money before = credit();
        end();
        assertThat(unused()).map(UnusedTime.Unused::worth).contains(new Money(474_19 + 50_00));
        assertThat(giveBack()).isInstanceOf(Made.Done.class);
        assertThat(credit().minus(before)).isEqualTo(new Money(497_90 + 52_50));
    }

    @Test
    void whoUsedAllHasNothingLeft() {
        desk.services.on(year + "-09-02");
        end();
        assertThat(unused()).isEmpty();
        assertThat(giveBack()).isInstanceOf(Made.Refused.class);
    }
}
