package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.subscriptions.Anchor;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.SubscriptionDraft;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is charged once: with the next bill or now, never twice, and again if its bill is void.
class OneOffTest {
    private static final long SEED = new Random().nextLong();
    private static final String IN_TRANSACTION =
            """
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and backend_type = 'client backend' and xact_start is not null
            """;

    private static final String WORKING = "select least(count(*), 1) " + IN_TRANSACTION;
    private static final String THROW_OUT =
            "select count(pg_terminate_backend(pid)) " + IN_TRANSACTION;

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
        long unused = run(() -> {});
    }

    private static long run(Runnable meanwhile) {
        long run = begin();
        desk.api.clock.move(Duration.ofMinutes(1));
        meanwhile.run();
        confirm(run);
        work();
        return run;
    }

    private static long begin() {
        long run = desk.services.work(() -> desk.room.runs().start(desk.today()).idOrRefuse());
        work();
        return run;
    }

    private static void confirm(long run) {
        long unused =
                desk.services.work(() -> {
                    long version = desk.room.stores().runs().find(run).orElseThrow().version();
                    return desk.room.runs().confirm(run, version).idOrRefuse();
                });
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

    /// What the preview counts is what the bills then have: no more than waited when it was begun.
    @Test
    void thePreviewCountsWhatRides() {
        long router = charge("Router", 1_000);
        long cable = charge("Cable", 100);
        long[] late = new long[1];
        RunRiders.Sums[] seen = new RunRiders.Sums[1];
        long run =
                run(() -> {
                    assertThat(riding().charges()).isEqualTo(2);
                    assertThat(drop(cable)).isInstanceOf(Made.Done.class);
                    late[0] = charge("Late", 10);
                    seen[0] = riding();
                });
        assertThat(seen[0]).isEqualTo(new RunRiders.Sums(1, 1, Money.ofTaka(1_000)));
        assertThat(riding()).isEqualTo(seen[0]);
        assertThat(riders(run))
                .singleElement()
                .satisfies(rider -> {
                    assertThat(rider.id()).isEqualTo(router);
                    assertThat(rider.invoice()).contains(newest().head().id());
                });
        assertThat(find(late[0]).waits()).isTrue();
        assertThat(find(cable).dropped().orElseThrow().why()).isEqualTo("not wanted");
    }

    private static RunRiders.Sums riding() {
        return desk.services.work(() -> desk.room.stores().riders().sums(newestRun()));
    }

    private static List<RunRiders.Rider> riders(long run) {
        return desk.services.work(() -> {
            BillingRun found = desk.room.stores().runs().find(run).orElseThrow();
            return desk.room
                    .stores()
                    .riders()
                    .page(found, new Page.Request(50, Optional.empty()))
                    .items();
        });
    }

    private static BillingRun newestRun() {
        var page = new Page.Request(1, Optional.empty());
        return desk.room.stores().runs().page(page).items().getFirst();
    }

    /// A run, who bills now and who drops it meet: each charge is on one bill or none, and its
    /// customer owes what is on bills.
    @Test
    void aRunBillingNowAndDroppingChargeOnceTogether() throws Exception {
        var random = new Random(SEED);
        for (int round = 0; round < 6; round++) {
            List<Long> charges =
                    IntStream.rangeClosed(1, 6).mapToObj(n -> charge("Part " + n, n)).toList();
            Money before = due();
            long run = begin();
            List<Callable<Object>> acts = new ArrayList<>();
            acts.add(() -> {
                confirm(run);
                work();
                return true;
            });
            for (long charge : charges) {
                acts.add(random.nextBoolean() ? () -> bill(charge) : () -> drop(charge));
            }
            Collections.shuffle(acts, random);
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (var act : threads.invokeAll(acts)) {
                    act.get();
                }
            }
            List<OneOff> after = charges.stream().map(OneOffTest::find).toList();
            assertThat(after).as("seed %d", SEED).noneMatch(OneOff::waits);
            Money billed =
                    after.stream()
                            .filter(one -> one.invoice().isPresent())
                            .map(one -> new Money(one.net().poisha() * 105 / 100))
                            .reduce(new Money(735_00), Money::plus);
            assertThat(due().minus(before)).as("seed %d", SEED).isEqualTo(billed);
            desk.services.on(desk.today().plusMonths(1).toString());
        }
    }

    /// The database throws the run out at random moments, and it is gone on with: on one bill, and
    /// nobody is left for the next run because a connection broke.
    @Test
    void aRunThatIsThrownOutChargesItOnce() throws Exception {
        var random = new Random(SEED);
        int thrown = 0;
        for (int round = 0; round < 12; round++) {
            long router = charge("Router", 1_000);
            Money before = due();
            confirm(begin());
            try (var threads = Executors.newSingleThreadExecutor()) {
                Future<?> run = threads.submit(OneOffTest::work);
                int seen = random.nextInt(1, 9);
                while (seen > 0 && !run.isDone()) {
                    seen -= Integer.parseInt(api.value(WORKING));
                }
                api.sql(THROW_OUT);
                run.get();
            } catch (ExecutionException e) {
                assertThat(e).hasRootCauseInstanceOf(SQLException.class);
                assertThat(e.getCause()).isInstanceOf(DatabaseUnavailable.class);
                thrown++;
            }
            work();
            assertThat(due().minus(before))
                    .as("seed %d", SEED)
                    .isEqualTo(new Money(735_00 + 1_050_00));
            assertThat(find(router).invoice()).contains(newest().head().id());
            desk.services.on(desk.today().plusMonths(1).toString());
        }
        assertThat(thrown).as("seed %d", SEED).isPositive();
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
        return desk.services.work(() -> desk.room.oneOffs().drop(id, "not wanted"));
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
