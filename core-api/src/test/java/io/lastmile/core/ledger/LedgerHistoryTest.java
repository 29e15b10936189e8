package io.lastmile.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Random histories of bills, payments, reversals, repetitions and closed periods against a model
/// that only adds (billing.md E: I1, I2, I5).
class LedgerHistoryTest {
    private static final int STEPS = 150;

    private record Bill(long batch, Posting posting) {}

    /// What the books should say of each customer: due, ahead.
    private final Map<Integer, Money> due = new HashMap<>();

    private final Map<Integer, Money> ahead = new HashMap<>();
    private final List<Posting> posted = new ArrayList<>();
    private final List<Bill> bills = new ArrayList<>();
    private long next = 1;

    @Test
    void theBooksSayWhatAModelSaysThatOnlyAdds(TestReporter reporter) {
        long seed = new Random().nextLong();
        reporter.publishEntry("seed", "" + seed);
        Random random = new Random(seed);
        try (var books = new BookGround(5)) {
            for (int step = 0; step < STEPS; step++) {
                step(books, random);
            }
            for (int customer : books.customers) {
                assertThat(books.balance(customer))
                        .as("customer %d, seed %d", customer, seed)
                        .isEqualTo(
                                new CustomerBalance(
                                        due.getOrDefault(customer, Money.ZERO),
                                        ahead.getOrDefault(customer, Money.ZERO),
                                        Money.ZERO));
            }
            Proof proof = books.within(() -> books.stores.proofs().prove());
            assertThat(proof.holds()).as("seed %d: %s", seed, proof).isTrue();
        }
    }

    private void step(BookGround books, Random random) {
        int customer = books.customers.get(random.nextInt(books.customers.size()));
        LocalDate day = books.today().minusDays(random.nextInt(5));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> bill(books, customer, day, money(random), money(random));
            case 3, 4 -> pay(books, customer, day, money(random), money(random));
            case 5 -> repeat(books, random);
            case 6 -> reverse(books, random);
            case 7 -> assertThat(books.within(() -> books.stores.books().sumDays())).isPresent();
            case 8 -> opens(books, day);
            default -> pass(books, random);
        }
    }

    private static Money money(Random random) {
        return new Money(1 + random.nextInt(1_000_000));
    }

    private void bill(BookGround books, int customer, LocalDate day, Money net, Money vat) {
        Posting bill = BookGround.invoice(customer, next++, day, net, vat);
        if (books.post(bill) instanceof Posted.Done(long batch)) {
            due.merge(customer, net.plus(vat), Money::plus);
            posted.add(bill);
            bills.add(new Bill(batch, bill));
        }
    }

    private void pay(BookGround books, int customer, LocalDate day, Money paid, Money over) {
        Posting payment = BookGround.payment(customer, next++, day, paid, over);
        if (books.post(payment) instanceof Posted.Done) {
            due.merge(customer, paid.negated(), Money::plus);
            ahead.merge(customer, over, Money::plus);
            posted.add(payment);
        }
    }

    private void repeat(BookGround books, Random random) {
        if (!posted.isEmpty()) {
            assertThat(books.post(posted.get(random.nextInt(posted.size()))))
                    .isInstanceOf(Posted.Repeated.class);
        }
    }

    private void reverse(BookGround books, Random random) {
        if (bills.isEmpty()) {
            return;
        }
        Bill wrong = bills.remove(random.nextInt(bills.size()));
        Posting bill = wrong.posting();
        LocalDate today = books.today();
        var source = new Source("invoice", bill.source().id(), "voided");
        Posted mirror =
                books.within(
                        () -> books.stores.ledger().reverse(wrong.batch(), source, today, "Void"));
        assertThat(mirror).isInstanceOf(Posted.Done.class);
        Entry owed = bill.entries().getFirst();
        due.merge(owed.customer(), owed.amount().negated(), Money::plus);
    }

    /// What each account opens with is what its entries of before sum up to, summed or not.
    private static void opens(BookGround books, LocalDate day) {
        String sums =
                books.api.value(
                        """
                        select coalesce(string_agg(s.account || ' ' || s.amount, ', '
                                                   order by s.account), '')
                        from (select a.id as account, coalesce(sum(e.amount), 0) as amount
                              from core.ledger_account as a
                              left join core.ledger_entry as e
                                  on e.account = a.id and e.day < '%s'
                              group by a.id) as s
                        """
                                .formatted(day));
        TrialBalance balance =
                books.within(() -> books.stores.books().trialBalance(day.minusDays(1)));
        assertThat(
                        balance.lines().stream()
                                .map(line -> line.id() + " " + line.balance().poisha())
                                .collect(Collectors.joining(", ")))
                .isEqualTo(sums);
        for (TrialBalance.Line line : balance.lines()) {
            assertThat(books.within(() -> books.stores.books().opening(line.id(), day)))
                    .isEqualTo(line.balance());
        }
    }

    private static void pass(BookGround books, Random random) {
        books.api.clock.move(Duration.ofDays(random.nextInt(6)));
        if (random.nextBoolean()) {
            LocalDate through = books.today().minusDays(3);
            books.within(() -> books.stores.closings().close(through, "test"));
        }
    }
}
