package io.lastmile.core.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each stage of a reminder is told once, in the customer's words, to whom it concerns.
class ReminderTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    private DunningGround ground;

    @BeforeEach
    void start() {
        ground = new DunningGround();
    }

    @AfterEach
    void stop() {
        ground.close();
    }

    private void remind() {
        Actor.system("reminders").run(ground.room.reminders()::run);
        ground.api.core.platform().outbox().drain();
    }

    private long told(String cause) {
        return ground.count("core.message where cause = '%s'".formatted(cause));
    }

    /// An invoice of 525 taka for a customer, due on a day.
    private void bill(int customer, LocalDate due) {
        ground.api.sql(
                """
                insert into core.invoice (customer, kind, number, issue_day, due_day, tax_day, net,
                    sd, vat, total, printed, made, made_by, finalised, finalised_by)
                values (%1$d, 'by-hand', 'INV-' || %1$d, '2026-11-01', '%2$s', '2026-11-01', 50000,
                        0, 2500, 52500, '{}', now(), 'test', now(), 'test')
                """
                        .formatted(customer, due));
    }

    @Test
    void whoseTimeEndsIsToldThreeDaysBeforeOneDayBeforeAndOnTheLastDay() {
        ground.service(TODAY.plusDays(4), 0);
        ground.service(TODAY.plusDays(3), 0);
        ground.job();
        remind();
        remind();
        assertThat(ground.count("core.dunning_reminder where days = 3")).isEqualTo(1);
        assertThat(ground.count("core.dunning_reminder")).isEqualTo(1);
        assertThat(told("expiry-near")).isPositive();
        assertThat(
                        ground.api.value(
                                "select body from core.message where cause = 'expiry-near'"
                                        + " and channel = 'sms'"))
                .contains("line-1", "২৬-১১-২০২৬");

        ground.api.clock.set(Instant.parse("2026-11-26T06:00:00Z"));
        ground.job();
        remind();
        assertThat(ground.count("core.dunning_reminder where days = 0")).isEqualTo(1);
        ground.pay(1, LocalDate.parse("2026-11-27"), LocalDate.parse("2026-12-27"));
        ground.look(1);
        remind();
        assertThat(ground.count("core.dunning_reminder")).isEqualTo(2);
    }

    @Test
    void nobodyIsToldBeforeTheHourOrWhileTimeWaits() {
        int paused = ground.service(TODAY.plusDays(1), 0);
        ground.job();
        ground.api.clock.set(Instant.parse("2026-11-23T02:59:00Z"));
        remind();
        assertThat(ground.count("core.dunning_reminder")).isZero();
        ground.api.clock.move(Duration.ofMinutes(2));
        ground.api.sql(
                """
                insert into core.subscription_pause (subscription, from_day, why, made, made_by,
                    begun)
                values (%d, '2026-11-20', '', now(), 'test', now())
                """
                        .formatted(paused));
        remind();
        assertThat(ground.count("core.dunning_reminder")).isZero();
    }

    @Test
    void aBillIsRememberedBeforeItsDayAndAfterItUnlessSomebodyPromised() {
        ground.service(TODAY.plusDays(30), 0);
        ground.service(TODAY.plusDays(30), 0);
        ground.service(TODAY.plusDays(30), 0);
        bill(1, TODAY.plusDays(1));
        bill(2, TODAY.minusDays(1));
        bill(3, TODAY.minusDays(1));
        ground.api.sql(
                """
                insert into core.promise (customer, last_day, why, made, made_by)
                values (3, '2026-11-24', '', now(), 'test')
                """);
        remind();
        remind();
        assertThat(
                        ground.api.value(
                                "select string_agg(days || '', ' ' order by days)"
                                        + " from core.dunning_reminder"))
                .isEqualTo("-1 1");
        assertThat(
                        ground.api.value(
                                "select body from core.message where cause = 'payment-late'"
                                        + " and channel = 'sms'"))
                .contains("৫২৫", "INV-2", "২২-১১-২০২৬");
        assertThat(told("payment-due")).isPositive();
    }
}
