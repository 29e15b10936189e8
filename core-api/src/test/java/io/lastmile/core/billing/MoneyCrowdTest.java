package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Restart;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Eight who do things to the money of one customer at the same time.
class MoneyCrowdTest {
    private static final int THREADS = 8;
    private static final int TIMES = 6;

    private static TestApi api;
    private static Desk desk;
    private static int plan;

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

    @AfterEach
    void booksHold() {
        assertThat(desk.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    private static <T> List<T> crowd(List<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Test
    void aPaymentSentEightTimesAtOnceIsTakenOnce() throws Exception {
        Desk.Person person = desk.person(plan, Restart.RESTART, 0);
        Incoming incoming = desk.buying(person, 525_00, 1);
        List<Received> all = crowd(Collections.nCopies(THREADS, () -> desk.receive(incoming)));
        assertThat(all).filteredOn(Received.Done.class::isInstance).hasSize(1);
        assertThat(all)
                .extracting(one -> one.receiptOrRefuse().id())
                .containsOnly(all.getFirst().receiptOrRefuse().id());
        assertThat(desk.until(person.subscription())).contains(desk.today().plusMonths(1));
    }

    @Test
    void creditOfALineIsNeverMoreThanTheLine() throws Exception {
        int customer = desk.services.customer();
        long invoice = desk.invoice(customer, Desk.line("Cable", 100_00));
        List<Made> made = crowd(Collections.nCopies(THREADS, () -> desk.credit(invoice, 1, 30_00)));
        assertThat(made).filteredOn(Made.Done.class::isInstance).hasSize(3);
        assertThat(made).filteredOn(Made.Refused.class::isInstance).hasSize(THREADS - 3);
        assertThat(desk.open(invoice)).isEqualTo(new Money(10_50));
    }

    /// Invoices, payments, credit, a bounce, renewals and a pause of one customer, all mixed.
    @Test
    void whateverMeetsTheBooksBalance() throws Exception {
        Random dice = new Random(20_261_123);
        for (int turn = 0; turn < TIMES; turn++) {
            Desk.Person person = desk.person(plan, Restart.RESTART, 3);
            int customer = person.customer();
            long invoice = desk.invoice(customer, Desk.line("Setup", 700_00));
            Incoming bounces = desk.incoming(customer, 400_00);
            Object unused = desk.done(bounces);
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                work.add(() -> desk.receive(desk.incoming(customer, 333_33)));
                work.add(() -> desk.receive(desk.buying(person, 600_00, 1)));
                work.add(() -> desk.credit(invoice, 1, 200_00));
                work.add(() -> desk.undo(bounces, "bounced"));
                work.add(() -> desk.invoice(customer, Desk.line("Cable", 99_99)));
                work.add(() -> paused(person.subscription()));
            }
            Collections.shuffle(work, dice);
            List<Object> all = crowd(work);
            assertThat(all).hasSize(12).doesNotContainNull();
            String open = "select coalesce(sum(open), 0) from core.invoice_due where customer = ";
            assertThat(api.value(open + customer))
                    .isEqualTo("" + desk.balance(customer).due().poisha());
        }
    }

    private static Object paused(int subscription) {
        return desk.services.work(() ->
                desk.services
                        .room
                        .desk()
                        .pause(subscription, desk.today(), Optional.empty(), "travels"));
    }

    @Test
    void numbersHaveNoGapWhoeverIsRefused() throws Exception {
        int customer = desk.services.customer();
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean fails = i % 3 == 0;
            work.add(() -> fails ? failed(customer) : desk.invoice(customer, Desk.line("A", 1)));
        }
        assertThat(crowd(work)).hasSize(40);
        assertThat(
                        api.value(
                                """
                                select count(*) filter (where i.number is not null) - max(s.last)
                                from core.invoice as i
                                join core.document_series as s on s.kind = 'invoice'
                                """))
                .isEqualTo("0");
    }

    /// Somebody who is killed once the number is taken.
    private static Object failed(int customer) {
        try {
            return desk.services.work(() -> {
                long id =
                        desk.room
                                .invoices()
                                .draft(customer, List.of(Desk.line("B", 1)))
                                .idOrRefuse();
                long unused = desk.room.invoices().finalise(id, 1).idOrRefuse();
                throw new IllegalStateException("killed");
            });
        } catch (IllegalStateException killed) {
            return Map.of("killed", new Origin("test", customer));
        }
    }
}
