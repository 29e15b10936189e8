package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.subscriptions.Anchor;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.SubscriptionDraft;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is charged once: with the next bill or now, never twice, and again if its bill is void.
class OneOffTest {
    private static TestApi api;
    private static Desk desk;
    private static int plan;
    private static int year = 2010;

    private int customer;

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

    @BeforeEach
    void turn() {
        desk.services.on(year++ + "-07-01");
        customer = desk.services.customer();
        var draft =
                new SubscriptionDraft(
                        desk.services.line(customer, plan),
                        plan,
                        SubscriptionKind.POSTPAID_ADVANCE,
                        new Anchor(1),
                        Restart.KEEP_ANCHOR,
                        0,
                        desk.today());
        desk.services.work(() -> desk.services.room.desk().start(draft).idOrRefuse());
    }

    @AfterEach
    void booksHold() {
        assertThat(desk.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
        api.sql("update core.subscription set ended = started where ended is null");
    }

    private long charge(String says, long taka) {
        return desk.services.work(() ->
                desk.room
                        .oneOffs()
                        .add(customer, new LineDraft.Says(says, "", 1), "other", Money.ofTaka(taka))
                        .idOrRefuse());
    }

    private static Made bill(long id) {
        return desk.services.work(() -> desk.room.oneOffs().bill(id));
    }

    private static OneOff find(long id) {
        return desk.services.work(() -> desk.room.stores().oneOffs().find(id)).orElseThrow();
    }

    private static void run() {
        run(() -> {});
    }

    private static void run(Runnable meanwhile) {
        long run = desk.services.work(() -> desk.room.runs().start(desk.today()).idOrRefuse());
        work();
        desk.api.clock.move(Duration.ofMinutes(1));
        meanwhile.run();
        long unused =
                desk.services.work(() -> {
                    long version = desk.room.stores().runs().find(run).orElseThrow().version();
                    return desk.room.runs().confirm(run, version).idOrRefuse();
                });
        work();
    }

    private static void work() {
        Actor.system("billing-runs").run(() -> desk.room.runWork().run());
    }

    private Invoice newest() {
        return desk.services.work(() -> {
            var page = new Page.Request(1, Optional.empty());
            var invoices = desk.room.stores().invoices();
            return invoices.find(invoices.ofCustomer(customer, page).items().getFirst().id())
                    .orElseThrow();
        });
    }

    private Money due() {
        return desk.balance(customer).due();
    }

    /// What is added while a run is looked at waits for the one after it: nobody has seen it.
    @Test
    void itRidesOnTheNextBillOnce() {
        long router = charge("Router", 1_000);
        long[] late = new long[1];
        run(() -> late[0] = charge("Cable", 100));
        assertThat(newest().lines())
                .extracting(line -> line.says().en())
                .endsWith("Router")
                .hasSize(2);
        assertThat(due()).isEqualTo(new Money(735_00 + 1_050_00));
        assertThat(find(router).invoice()).contains(newest().head().id());
        assertThat(find(late[0]).invoice()).isEmpty();
        desk.services.on(desk.today().plusMonths(1).toString());
        run();
        assertThat(due()).isEqualTo(new Money(2 * 735_00 + 1_050_00 + 105_00));
        desk.services.on(desk.today().plusMonths(1).toString());
        run();
        assertThat(due()).isEqualTo(new Money(3 * 735_00 + 1_050_00 + 105_00));
    }

    @Test
    void aVoidBillLetsItWaitAgain() {
        long router = charge("Router", 1_000);
        run();
        long bill = newest().head().id();
        desk.services.work(() -> desk.room.invoices().makeVoid(bill, "wrong").idOrRefuse());
        assertThat(find(router).invoice()).isEmpty();
        assertThat(due()).isEqualTo(Money.ZERO);
        run();
        assertThat(due()).isEqualTo(new Money(735_00 + 1_050_00));
    }

    @Test
    void eightWhoBillItAtOnceMakeOneInvoice() throws Exception {
        long router = charge("Router", 1_000);
        Callable<Long> one = () -> bill(router).idOrRefuse();
        Set<Long> invoices = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer : threads.invokeAll(List.of(one, one, one, one, one, one, one, one))) {
                invoices.add(answer.get());
            }
        }
        assertThat(invoices).hasSize(1);
        assertThat(due()).isEqualTo(new Money(1_050_00));
        assertThat(drop(router)).isInstanceOf(Made.Refused.class);
    }

    private static Made drop(long id) {
        return desk.services.work(() -> desk.room.oneOffs().drop(id));
    }

    @Test
    void whatIsDroppedIsNeverBilledAndAKillLeavesItWaiting() {
        long router = charge("Router", 1_000);
        assertThatThrownBy(() ->
                        desk.services.work(() -> {
                            long unused = desk.room.oneOffs().bill(router).idOrRefuse();
                            throw new IllegalStateException("killed");
                        }))
                .hasMessage("killed");
        assertThat(find(router).waits()).isTrue();
        assertThat(drop(router)).isInstanceOf(Made.Done.class);
        assertThat(drop(router)).isInstanceOf(Made.Repeated.class);
        assertThat(bill(router)).isInstanceOf(Made.Refused.class);
        run();
        assertThat(due()).isEqualTo(new Money(735_00));
    }
}
