package io.lastmile.core.ledger;

import static io.lastmile.core.ledger.BookGround.invoice;
import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sums of days that are kept beside the entries, while others post.
class LedgerDaysTest {
    private static final Money NET = Money.ofTaka(500);
    private static final Money VAT = Money.ofTaka(25);

    private static BookGround books;
    private static int customer;
    private static LocalDate today;
    private static long next = 1;

    @BeforeAll
    static void start() {
        books = new BookGround(1);
        customer = books.customers.getFirst();
        today = books.today();
    }

    @AfterAll
    static void stop() {
        books.close();
    }

    private static void provesItself() {
        Proof proof = books.within(() -> books.stores.proofs().prove());
        assertThat(proof.holds()).as("%s", proof).isTrue();
    }

    /// Then takes breath, so that now and then nobody posts.
    private static void post(Posting bill) {
        Posted unused = books.post(bill);
        LockSupport.parkNanos(5_000_000);
    }

    /// Days are summed while four post: no entry is missed, none is in twice.
    @Test
    void daysAreSummedBesideWhoPosts() throws Exception {
        long summed = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> posting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<Posting> bills = new ArrayList<>();
                for (int n = 0; n < 40; n++) {
                    bills.add(invoice(customer, next++, today.minusDays(n % 3), NET, VAT));
                }
                posting.add(threads.submit(() -> bills.forEach(LedgerDaysTest::post)));
            }
            while (posting.stream().anyMatch(one -> !one.isDone())) {
                summed += books.within(() -> books.stores.books().sumDays()).isPresent() ? 1 : 0;
            }
            for (Future<?> one : posting) {
                one.get();
            }
        }
        long last = books.within(() -> books.stores.books().sumDays()).orElseThrow();
        assertThat(last)
                .isEqualTo(
                        Long.parseLong(books.api.value("select max(id) from core.ledger_batch")));
        assertThat(summed).isPositive();
        provesItself();
    }

    /// Who posts keeps the days from being summed, and is kept by nothing.
    @Test
    void nobodyWaitsForDaysToBeSummed() {
        books.within(() -> {
            Posted unused = books.stores.ledger().post(invoice(customer, next++, today, NET, VAT));
            assertThat(
                            CompletableFuture.supplyAsync(() ->
                                            books.within(() -> books.stores.books().sumDays()))
                                    .orTimeout(30, TimeUnit.SECONDS)
                                    .join())
                    .isEmpty();
            return 0;
        });
        assertThat(books.within(() -> books.stores.books().sumDays())).isPresent();
        provesItself();
    }
}
