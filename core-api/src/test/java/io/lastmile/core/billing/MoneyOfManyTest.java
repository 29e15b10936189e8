package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Restart;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Money of many customers that is taken together is what it would be one by one.
class MoneyOfManyTest {
    private static final long SEED = 20_261_124;
    private static final int PEOPLE = 7;
    private static final int ROUNDS = 12;

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

    private static List<Received> receiveAll(List<Incoming> incoming) {
        return desk.services.work(() -> desk.room.money().receiveAll(incoming));
    }

    private static List<Desk.Person> people() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> desk.person(plan, Restart.values()[i % 3], 3))
                .toList();
    }

    /// Two groups of people live the same: one pays together, the other one by one.
    @Test
    void togetherIsAsOneByOne() {
        desk.services.on("2015-03-30");
        List<Desk.Person> together = people();
        List<Desk.Person> alone = people();
        Random dice = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            long rolls = dice.nextLong();
            List<Incoming> all = incoming(together, new Random(rolls));
            List<Incoming> each = incoming(alone, new Random(rolls));
            List<String> answers = receiveAll(all).stream().map(MoneyOfManyTest::said).toList();
            assertThat(answers)
                    .as("seed %d round %d", SEED, round)
                    .isEqualTo(
                            each.stream().map(desk::receive).map(MoneyOfManyTest::said).toList());
            for (int i = 0; i < PEOPLE; i++) {
                assertThat(state(together.get(i)))
                        .as("seed %d round %d person %d", SEED, round, i)
                        .isEqualTo(state(alone.get(i)));
            }
            LocalDate next = desk.today().plusDays(dice.nextInt(25));
            desk.services.on(next.toString());
            desk.jobs();
        }
    }

    /// What came of it, whatever ids and numbers it has.
    private static String said(Received received) {
        return switch (received) {
            case Received.Done done ->
                    "%s on %s: %s, credit %s, short by %s, %s"
                            .formatted(
                                    done.receipt().amount(),
                                    done.receipt().day(),
                                    done.allocations().stream()
                                            .map(one -> one.amount() + " " + one.day())
                                            .toList(),
                                    done.toCredit(),
                                    done.shortBy(),
                                    done.renewal().isPresent());
            case Received.Repeated(Receipt receipt) -> "repeated " + receipt.amount();
            case Received.Refused(var fault) -> "refused " + fault.field();
        };
    }

    private static String state(Desk.Person person) {
        return desk.balance(person.customer()) + " " + desk.until(person.subscription());
    }

    /// Some pay twice, some for time, some too little, and some bring what cannot be taken.
    private static List<Incoming> incoming(List<Desk.Person> people, Random dice) {
        List<Incoming> all = new ArrayList<>();
        for (Desk.Person person : people) {
            int customer = person.customer();
            if (dice.nextInt(4) == 0) {
                long unused = desk.invoice(customer, Desk.line("Cable", 1 + dice.nextInt(900_00)));
            }
            List<Supplier<Incoming>> ways =
                    List.of(
                            () -> desk.buying(person, 525_00, 1),
                            () -> desk.buying(person, 1 + dice.nextInt(1600_00), 3),
                            () -> desk.incoming(customer, 1 + dice.nextInt(900_00)),
                            () -> Desk.on(desk.today().minusDays(9), desk.incoming(customer, 7_00)),
                            () -> Desk.on(desk.today().plusDays(1), desk.incoming(customer, 5)),
                            () -> desk.buying(new Desk.Person(customer, -1), 525_00, 1),
                            () -> all.isEmpty() ? desk.incoming(customer, 9) : all.getLast());
            for (int i = dice.nextInt(3); i >= 0; i--) {
                all.add(ways.get(dice.nextInt(ways.size())).get());
            }
        }
        return all;
    }

    @Test
    void whoChoseAnotherPersonsInvoiceIsRefusedAndNobodyElse() {
        desk.services.on("2017-05-05");
        Desk.Person one = desk.person(plan, Restart.RESTART, 0);
        Desk.Person other = desk.person(plan, Restart.RESTART, 0);
        long invoice = desk.invoice(other.customer(), Desk.line("Cable", 100_00));
        Incoming wrong = choosing(desk.incoming(one.customer(), 50_00), invoice);
        Incoming right = choosing(desk.incoming(other.customer(), 50_00), invoice);
        List<Received> all = receiveAll(List.of(wrong, right));
        assertThat(all.getFirst()).isInstanceOf(Received.Refused.class);
        assertThat(all.getLast()).isInstanceOf(Received.Done.class);
        assertThat(desk.open(invoice)).isEqualTo(new Money(55_00));
        assertThat(desk.balance(one.customer()).credit()).isEqualTo(Money.ZERO);
    }

    private static Incoming choosing(Incoming money, long invoice) {
        return new Incoming(
                money.source(),
                money.customer(),
                money.amount(),
                money.into(),
                money.day(),
                Optional.of(invoice),
                Optional.empty());
    }
}
