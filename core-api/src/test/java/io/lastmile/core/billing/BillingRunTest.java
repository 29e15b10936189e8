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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Billing runs: what is shown is what is charged, once, whoever does it and however often he dies.
class BillingRunTest {
    private static final int CUSTOMERS = 600;

    private static TestApi api;
    private static Desk desk;
    private static int plan;
    private static int year = 2020;

    private List<Integer> customers;

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
        customers = new ArrayList<>();
    }

    /// Those of a test end with it.
    @AfterEach
    void booksHold() {
        assertThat(desk.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
        api.sql(
                "update core.subscription set ended = started where ended is null",
                "update core.billing_run set state = 'dropped' where state = 'preview'");
    }

    private int postpaid(SubscriptionKind kind) {
        return postpaid(kind, plan);
    }

    private int postpaid(SubscriptionKind kind, int plan) {
        int customer = desk.services.customer();
        customers.add(customer);
        int line = desk.services.line(customer, plan);
        var draft =
                new SubscriptionDraft(
                        line, plan, kind, new Anchor(1), Restart.KEEP_ANCHOR, 0, desk.today());
        return Math.toIntExact(
                desk.services.work(() -> desk.services.room.desk().start(draft).idOrRefuse()));
    }

    private long preview(LocalDate through) {
        long run = desk.services.work(() -> desk.room.runs().start(through).idOrRefuse());
        work();
        assertThat(find(run).state()).isEqualTo(BillingRun.State.PREVIEW);
        return run;
    }

    private BillingRun find(long run) {
        return desk.services.work(() -> desk.room.stores().runs().find(run)).orElseThrow();
    }

    private BillingRun.Sums sums(long run) {
        return desk.services.work(() -> desk.room.stores().runs().sums(run));
    }

    private void confirm(long run) {
        long version = find(run).version();
        long unused = desk.services.work(() -> desk.room.runs().confirm(run, version).idOrRefuse());
    }

    private static void work() {
        Actor.system("billing-runs").run(() -> desk.room.runWork().run());
    }

    private Money due(int customer) {
        return desk.balance(customer).due();
    }

    @Test
    void whatIsShownIsWhatIsCharged() {
        postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        postpaid(SubscriptionKind.POSTPAID_ARREARS);
        int cheaper = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        discount(cheaper, "10");
        long run = preview(desk.today());
        assertThat(sums(run).net()).isEqualTo(new Money(700_00 + 630_00));
        assertThat(sums(run).first()).isEqualTo(2);
        confirm(run);
        work();
        assertThat(find(run).state()).isEqualTo(BillingRun.State.DONE);
        assertThat(due(customers.get(0))).isEqualTo(new Money(735_00));
        assertThat(due(customers.get(1))).isEqualTo(Money.ZERO);
        assertThat(due(customers.get(2))).isEqualTo(new Money(661_50));
        desk.services.on(desk.today().plusMonths(1).toString());
        long next = preview(desk.today());
        assertThat(sums(next).periods()).isEqualTo(3);
        assertThat(sums(next).before()).isEqualTo(new Money(1330_00));
    }

    private static void discount(int subscription, String percent) {
        int unused =
                desk.services.work(() ->
                        desk.room
                                .stores()
                                .discounts()
                                .add(
                                        new Discount(
                                                0,
                                                0,
                                                subscription,
                                                Optional.of(new BigDecimal(percent)),
                                                Optional.empty(),
                                                desk.today(),
                                                Optional.empty(),
                                                "friend")));
    }

    @Test
    void whatChangedSinceIsLeftForTheNextRun() {
        int same = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        int other = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        long run = preview(desk.today());
        discount(other, "50");
        confirm(run);
        work();
        assertThat(sums(run).changed()).isEqualTo(1);
        assertThat(due(customers.get(0))).isEqualTo(new Money(735_00));
        assertThat(due(customers.get(1))).isEqualTo(Money.ZERO);
        var changed =
                desk.services.work(() ->
                        desk.room
                                .stores()
                                .runs()
                                .items(run, "changed", new Page.Request(10, Optional.empty())));
        assertThat(changed.items())
                .extracting(BillingRun.Item::subscription)
                .containsExactly(other)
                .doesNotContain(same);
        long next = preview(desk.today());
        confirm(next);
        work();
        assertThat(due(customers.get(1))).isEqualTo(new Money(367_50));
    }

    @Test
    void oneRunAtATimeAndNoneOfWhatNobodySaw() {
        postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        long run = preview(desk.today());
        assertThat(desk.services.work(() -> desk.room.runs().start(desk.today())))
                .isInstanceOf(Made.Refused.class);
        assertThat(desk.services.work(() -> desk.room.runs().confirm(run, 1)))
                .isInstanceOf(Made.Refused.class);
        long version = find(run).version();
        assertThat(desk.services.work(() -> desk.room.runs().drop(run, version)))
                .isInstanceOf(Made.Done.class);
        work();
        assertThat(due(customers.get(0))).isEqualTo(Money.ZERO);
    }

    /// I10 and the unique charge: eight who bill the same customers, each charge once.
    @Test
    void eightAtOnceChargeEachPeriodOnce() throws Exception {
        for (int i = 0; i < CUSTOMERS; i++) {
            postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        }
        long run = preview(desk.today());
        confirm(run);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(BillingRunTest::work));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        work();
        assertThat(find(run).state()).isEqualTo(BillingRun.State.DONE);
        assertThat(sums(run).billed()).isEqualTo(CUSTOMERS);
        assertThat(customers).allSatisfy(c -> assertThat(due(c)).isEqualTo(new Money(735_00)));
        assertThat(
                        api.value(
                                """
                                select count(*) || ' ' || count(distinct c.subscription)
                                from core.charge as c
                                join core.invoice as i on i.id = c.invoice
                                where c.released is null and i.run = %d
                                """
                                        .formatted(run)))
                .isEqualTo(CUSTOMERS + " " + CUSTOMERS);
    }

    /// One whose period was charged behind the room's back: he alone is left, with the reason, and
    /// the next run can begin.
    @Test
    void whoCannotBeChargedKeepsNobodyElseFromIt() {
        int broken = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        int victim = customers.getFirst();
        long first = preview(desk.today());
        confirm(first);
        work();
        int well = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        int other = customers.getLast();
        desk.services.on(desk.today().plusMonths(1).toString());
        api.sql(
                """
                insert into core.charge (subscription, start_day, end_day, invoice, line)
                select subscription, '%s', '%s', invoice, line
                from core.charge where subscription = %d
                """
                        .formatted(desk.today(), desk.today().plusMonths(1), broken));
        long run = preview(desk.today());
        confirm(run);
        work();
        assertThat(find(run).state()).isEqualTo(BillingRun.State.DONE);
        assertThat(due(victim)).isEqualTo(new Money(735_00));
        assertThat(due(other)).isEqualTo(new Money(2 * 735_00));
        assertThat(sums(run).changed()).isEqualTo(1);
        assertThat(item(run, broken).failure()).contains("charge_once");
        assertThat(item(run, broken).state()).isEqualTo(BillingRun.ItemState.FAILED);
        assertThat(item(run, well).state()).isEqualTo(BillingRun.ItemState.BILLED);
        api.sql(
                "delete from core.charge where subscription = %d and start_day = '%s'"
                        .formatted(broken, desk.today()));
        confirm(preview(desk.today()));
        work();
        assertThat(due(victim)).isEqualTo(new Money(2 * 735_00));
    }

    private static BillingRun.Item item(long run, int subscription) {
        var page = new Page.Request(50, Optional.empty());
        return desk
                .services
                .work(() -> desk.room.stores().runs().items(run, "", page))
                .items()
                .stream()
                .filter(item -> item.subscription() == subscription)
                .findFirst()
                .orElseThrow();
    }

    /// What is being charged can be stopped: who is charged stays so, the rest is due again.
    @Test
    void aRunThatIsBeingChargedCanBeStopped() {
        int subscription = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        long run = preview(desk.today());
        confirm(run);
        long version = find(run).version();
        assertThat(desk.services.work(() -> desk.room.runs().drop(run, version)))
                .isInstanceOf(Made.Done.class);
        work();
        assertThat(due(customers.getFirst())).isEqualTo(Money.ZERO);
        confirm(preview(desk.today()));
        work();
        assertThat(due(customers.getFirst())).isEqualTo(new Money(735_00));
        assertThat(desk.until(subscription)).contains(desk.today().plusMonths(1));
    }

    @Test
    void aPeriodIsChargedOnceByTheDatabaseToo() {
        int subscription = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        long run = preview(desk.today());
        confirm(run);
        work();
        assertThatThrownBy(() ->
                        api.sql(
                                """
                                insert into core.charge
                                    (subscription, start_day, end_day, invoice, line)
                                select subscription, start_day, end_day, invoice, line
                                from core.charge where subscription = %d
                                """
                                        .formatted(subscription)))
                .hasMessageContaining("charge_once");
    }

    /// More than fits on a page or on a paper is charged all the same, and nobody is left out.
    @Test
    void whoIsYearsBehindHasAsManyInvoicesAsItTakes() {
        int daily = desk.services.plan(30, "fixed-days", 1);
        int behind = postpaid(SubscriptionKind.POSTPAID_ADVANCE, daily);
        int after = postpaid(SubscriptionKind.POSTPAID_ADVANCE);
        LocalDate start = desk.today();
        desk.services.on(start.plusDays(1_199).toString());
        long run = preview(desk.today());
        long months = sums(run).periods() - 1_200;
        assertThat(months).isEqualTo(40);
        confirm(run);
        work();
        assertThat(find(run).state()).isEqualTo(BillingRun.State.DONE);
        assertThat(sums(run).billed()).isEqualTo(1_240);
        assertThat(due(customers.getFirst())).isEqualTo(new Money(1_200 * 31_50L));
        assertThat(desk.until(behind)).contains(start.plusDays(1_200));
        assertThat(desk.until(after)).contains(start.plusMonths(40));
        String papers = "select count(*) from core.invoice where customer = ";
        assertThat(api.value(papers + customers.get(0))).isEqualTo("3");
        assertThat(api.value(papers + customers.get(1))).isEqualTo("1");
        year += 4;
    }
}
