package io.lastmile.core.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// I11 of billing.md over the database: who is off is who the rule says, and looking twice changes
/// nothing; the mass guard; the hold at the line.
class DunningHistoryTest {
    private static final Duration HEARD_MAX = Duration.ofSeconds(30);

    private DunningGround ground;

    @BeforeEach
    void start() {
        ground = new DunningGround();
    }

    @AfterEach
    void stop() {
        ground.close();
    }

    /// Events wait for every transaction that began before them, those of the database's own
    /// workers too.
    private void awaitHeld(long lines) {
        long deadline = System.nanoTime() + HEARD_MAX.toNanos();
        long held = -1;
        while (held != lines && System.nanoTime() < deadline) {
            ground.api.core.platform().outbox().drain();
            held = ground.count("core.line_hold where lifted is null and reason = 'NONPAY'");
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(held).isEqualTo(lines);
    }

    @Test
    void whoseTimeIsOverIsCutAndWhoPaysIsOnAtOnce() {
        int late = ground.service(LocalDate.parse("2026-11-23"), 0);
        ground.service(LocalDate.parse("2026-11-23"), 1);
        ground.job();
        assertThat(ground.off(late)).isTrue();
        awaitHeld(1);

        ground.pay(late, LocalDate.parse("2026-11-23"), LocalDate.parse("2026-12-23"));
        ground.look(late);
        assertThat(ground.off(late)).isFalse();
        awaitHeld(0);
    }

    /// Two listeners: the end is heard before both beginnings.
    @Test
    void whatIsHeardLateHoldsNobodyWhoPaidAndFreesNobodyWhoIsOffAgain() {
        int paid = ground.service(LocalDate.parse("2026-11-23"), 0);
        int again = ground.service(LocalDate.parse("2026-11-23"), 0);
        ground.job();
        ground.pay(paid, LocalDate.parse("2026-11-23"), LocalDate.parse("2026-12-23"));
        ground.pay(again, LocalDate.parse("2026-11-23"), LocalDate.parse("2026-11-24"));
        ground.look(paid);
        ground.look(again);
        ground.api.clock.set(Instant.parse("2026-11-24T06:00:00Z"));
        ground.job();
        assertThat(ground.off(paid)).isFalse();
        assertThat(ground.off(again)).isTrue();
        awaitHeld(1);
        assertThat(ground.api.value("select line from core.line_hold where lifted is null"))
                .isEqualTo("" + again);
    }

    @Test
    void aRunThatWouldCutOffTooManyAsks() {
        for (int i = 0; i < 21; i++) {
            ground.service(LocalDate.parse("2026-11-20"), 0);
        }
        ground.job();
        assertThat(ground.count("core.nonpay")).isZero();
        assertThat(ground.count("core.dunning_run where state = 'asks' and count = 21"))
                .isEqualTo(1);
        assertThat(ground.count("core.dunning_run_item")).isEqualTo(21);

        ground.api.sql(
                """
                update core.dunning_run
                set state = 'confirmed', settled = now(), settled_by = 'test'
                """);
        ground.job();
        assertThat(ground.count("core.nonpay where run = 1")).isEqualTo(21);
        assertThat(ground.count("core.dunning_run where begun = 21")).isEqualTo(1);
        awaitHeld(21);
    }

    @Test
    void aListThatPaidBeforeAnybodyAnsweredIsOutdated() {
        for (int i = 0; i < 21; i++) {
            ground.service(LocalDate.parse("2026-11-20"), 0);
        }
        ground.job();
        ground.pay(1, LocalDate.parse("2026-11-23"), LocalDate.parse("2026-12-23"));
        ground.job();
        assertThat(ground.count("core.dunning_run where state = 'outdated'")).isEqualTo(1);
        assertThat(ground.count("core.nonpay")).isEqualTo(20);
    }

    @Test
    void whoIsOffIsWhomTheRuleSaysAndLookingTwiceChangesNothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            ground.service(
                    LocalDate.parse("2026-11-15").plusDays(random.nextInt(20)), random.nextInt(4));
        }
        for (int step = 0; step < 60; step++) {
            int service = 1 + random.nextInt(ground.services.size());
            if (random.nextInt(3) == 0) {
                ground.api.clock.move(Duration.ofMinutes(random.nextInt(3_000)));
            } else {
                act(random, service);
                ground.look(service);
            }
            ground.job();
            if (random.nextInt(4) == 0) {
                ground.api.core.platform().outbox().drain();
            }
            String before = state();
            assertThat(state(random)).as("seed %d, step %d", seed, step).isEqualTo(before);
            assertRule("seed %d, step %d".formatted(seed, step));
        }
        assertThat(ground.count("core.nonpay")).as("seed %d", seed).isPositive();
        awaitHeld(ground.count("core.nonpay where lifted is null"));
    }

    /// A payment, its reversal, a promise, or one withdrawn.
    private void act(Random random, int service) {
        LocalDate today =
                LocalDate.ofInstant(
                        ground.api.clock.instant(), ground.room.stores().below().zone());
        switch (random.nextInt(4)) {
            case 0 -> {
                LocalDate until =
                        LocalDate.parse(
                                ground.api.value(
                                        """
                                        select max(end_day) from core.entitlement_segment
                                        where retracted is null and subscription = %d
                                        """
                                                .formatted(service)));
                ground.pay(service, until, until.plusDays(1 + random.nextInt(5)));
            }
            case 1 ->
                    ground.api.sql(
                            """
                            update core.entitlement_segment set retracted = cause
                            where id = (select max(id) from core.entitlement_segment
                                        where retracted is null and subscription = %1$d
                                          and start_day > '2026-01-01')
                            """
                                    .formatted(service));
            case 2 ->
                    ground.api.sql(
                            """
                            insert into core.promise (customer, last_day, why, made, made_by)
                            values (%d, '%s', '', now(), 'test')
                            """
                                    .formatted(service, today.plusDays(random.nextInt(4))));
            default ->
                    ground.api.sql(
                            """
                            update core.promise set withdrawn = now(), withdrawn_by = 'test'
                            where withdrawn is null and customer = %d
                            """
                                    .formatted(service));
        }
    }

    private String state() {
        return ground.api.value(
                "select string_agg(id || ' ' || subscription || ' ' || coalesce(cast(lifted as"
                        + " text), ''), ',' order by id) from core.nonpay");
    }

    private String state(Random random) {
        ground.job();
        ground.look(1 + random.nextInt(ground.services.size()));
        ground.job();
        return state();
    }

    private void assertRule(String when) {
        for (int service : ground.services) {
            Verdict verdict =
                    Actor.system("dunning")
                            .call(() ->
                                    ground.api
                                            .core
                                            .database()
                                            .read(() ->
                                                    ground.room
                                                            .stores()
                                                            .nonpayment()
                                                            .at(
                                                                    ground.room
                                                                            .stores()
                                                                            .dossiers()
                                                                            .find(service)
                                                                            .orElseThrow(),
                                                                    ground.api.clock.instant())));
            assertThat(ground.off(service)).as("%s: %s", when, verdict).isEqualTo(verdict.nonpay());
        }
    }
}
