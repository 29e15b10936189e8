package io.lastmile.core.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.billing.CreditDraft;
import io.lastmile.core.billing.CreditReason;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Cash, a cheque, a credit note, a pause and whoever judges suspension, all at one customer at the
/// same time, in any order.
class PaymentCrowdTest {
    private static final int TURNS = 5;

    private static TillGround ground;
    private static int bank;

    @BeforeAll
    static void start() {
        ground = new TillGround();
        ground.services.on("2026-11-23");
        bank =
                Math.toIntExact(
                        ground.as(ground.rahim, () -> ground.room.banks().add("One").idOrRefuse()));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    private static long cheque(int customer, int turn) {
        var paper = new Cheque.Paper("Sonali", "crowd" + turn, ground.today(), Money.ofTaka(310));
        var draft = new Cheque.Draft(customer, paper, Wish.NONE, Optional.empty(), "");
        return ground.as(
                ground.rahim,
                () -> {
                    long id = ground.room.cheques().receive(draft).idOrRefuse();
                    return ground.room.cheques().deposit(id, bank, Optional.empty()).idOrRefuse();
                });
    }

    private static Object credit(long invoice) {
        var credits = ground.api.core.billing().credits();
        return ground.services.work(() ->
                credits.credit(
                        new CreditDraft(
                                invoice,
                                CreditReason.GOODWILL,
                                credits.byHand(),
                                Map.of(1, Money.ofTaka(90)),
                                "slow")));
    }

    private static Object pause(int service) {
        return ground.services.work(() ->
                ground.services
                        .room
                        .desk()
                        .pause(service, ground.today(), Optional.empty(), "travels"));
    }

    private static Object judge() {
        Actor.system("test").run(() -> ground.api.core.platform().outbox().drain());
        return "judged";
    }

    @Test
    void whateverMeetsTheBooksAndTheTillHold() throws Exception {
        Random dice = new Random(20_261_123);
        Money before = ground.balance(ground.karim);
        for (int turn = 0; turn < TURNS; turn++) {
            TillGround.Customer customer = ground.customer();
            long invoice = ground.invoice(customer.id(), 700);
            long cheque = cheque(customer.id(), turn);
            var buys = new Wish(Optional.empty(), customer.buys(1));
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                work.add(() -> ground.take(ground.karim, ground.draft(customer.id(), 200)));
                work.add(() ->
                        ground.as(
                                ground.rahim,
                                () -> ground.room.cheques().clear(cheque, Optional.empty())));
                work.add(() -> credit(invoice));
                work.add(PaymentCrowdTest::judge);
            }
            work.add(() -> pause(customer.service()));
            work.add(() ->
                    ground.take(
                            ground.karim,
                            new CashDraft(
                                    customer.id(), Money.ofTaka(500), Optional.empty(), buys, "")));
            Collections.shuffle(work, dice);
            try (ExecutorService threads = Executors.newFixedThreadPool(TillGround.THREADS)) {
                for (Future<Object> one : threads.invokeAll(work)) {
                    assertThat(one.get()).isNotNull();
                }
            }
            String open = "select coalesce(sum(open), 0) from core.invoice_due where customer = ";
            assertThat(ground.api.value(open + customer.id()))
                    .isEqualTo("" + ground.due(customer.id()).poisha());
        }
        assertThat(ground.balance(ground.karim).minus(before)).isEqualTo(Money.ofTaka(900 * TURNS));
        assertThat(ground.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }
}
