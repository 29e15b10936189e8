package io.lastmile.core.ledger;

import static io.lastmile.core.ledger.BookGround.ALL;
import static io.lastmile.core.ledger.BookGround.invoice;
import static io.lastmile.core.ledger.BookGround.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Row;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Money NET = Money.ofTaka(500);
    private static final Money VAT = Money.ofTaka(25);

    private static BookGround books;
    private static long next = 1;
    private static int person;

    private int customer;
    private LocalDate today;

    @BeforeAll
    static void start() {
        books = new BookGround(40);
    }

    @AfterAll
    static void stop() {
        books.close();
    }

    /// Each test has a customer of its own and later days than those before it.
    @BeforeEach
    void turn() {
        customer = books.customers.get(person++);
        books.api.clock.move(Duration.ofDays(40));
        today = books.today();
    }

    private Posting bill() {
        return invoice(customer, next++, today, NET, VAT);
    }

    private Proof proof() {
        return books.within(() -> books.stores.proofs().prove());
    }

    @Test
    void aCauseIsPostedOnceHoweverOftenItIsRepeated() {
        Posting bill = bill();
        Posted first = books.post(bill);
        assertThat(first).isInstanceOf(Posted.Done.class);
        assertThat(books.post(bill)).isEqualTo(new Posted.Repeated(first.batchOrRefuse()));
        assertThat(books.within(() -> books.stores.ledger().postAll(List.of(bill, bill))))
                .containsOnly(new Posted.Repeated(first.batchOrRefuse()));
        assertThat(books.balance(customer).due()).isEqualTo(NET.plus(VAT));
    }

    @Test
    void twiceInOneListIsOnce() {
        Posting bill = bill();
        List<Posted> posted =
                books.within(() -> books.stores.ledger().postAll(List.of(bill, bill)));
        assertThat(posted.get(0)).isInstanceOf(Posted.Done.class);
        assertThat(posted.get(1)).isEqualTo(new Posted.Repeated(posted.get(0).batchOrRefuse()));
        assertThat(books.balance(customer).due()).isEqualTo(NET.plus(VAT));
    }

    @Test
    void aCauseThatSaysSomethingElseTheSecondTimeIsAMistake() {
        books.post(invoice(customer, next, today, NET, VAT));
        assertThatThrownBy(() -> books.post(invoice(customer, next++, today, VAT, NET)))
                .hasMessageContaining("with other entries");
        assertThat(books.balance(customer).due()).isEqualTo(NET.plus(VAT));
    }

    @Test
    void whatACustomerPaysAheadIsCredit() {
        books.post(bill());
        books.post(payment(customer, next++, today, NET.plus(VAT), Money.ofTaka(75)));
        var goodwill =
                List.of(
                        Entry.debit(Account.of(AccountKind.REFERRAL_COST), VAT),
                        Entry.credit(AccountKind.PROMO, customer, VAT));
        books.post(
                new Posting(new Source("referral", next++, "earned"), today, "Reward", goodwill));
        CustomerBalance balance = books.balance(customer);
        assertThat(balance).isEqualTo(new CustomerBalance(Money.ZERO, Money.ofTaka(75), VAT));
        assertThat(balance.net()).isEqualTo(Money.ofTaka(-100));
    }

    @Test
    void aMistakeIsMirroredOnceAndBothStay() {
        long wrong = books.post(bill()).batchOrRefuse();
        Source source = new Source("invoice", next++, "voided");
        Posted mirror =
                books.within(() -> books.stores.ledger().reverse(wrong, source, today, "Void"));
        assertThat(books.balance(customer)).isEqualTo(CustomerBalance.NONE);
        assertThat(books.within(() -> books.stores.ledger().reverse(wrong, source, today, "Void")))
                .isEqualTo(new Posted.Repeated(mirror.batchOrRefuse()));
        Source other = new Source("invoice", next++, "voided");
        assertThatThrownBy(() ->
                        books.within(
                                () -> books.stores.ledger().reverse(wrong, other, today, "Void")))
                .hasStackTraceContaining("ledger_batch_reverses_key");
        Batch batch = books.within(() -> books.stores.books().find(wrong)).orElseThrow();
        assertThat(batch.reversedBy()).contains(mirror.batchOrRefuse());
    }

    @Test
    void aStatementSaysWhatWasOwedAfterEachEntry() {
        books.post(bill());
        books.post(payment(customer, next++, today.plusDays(1), Money.ofTaka(200), VAT));
        var statement = books.within(() -> books.stores.books().ofCustomer(customer, ALL));
        assertThat(statement.items())
                .extracting(StatementLine::running)
                .containsExactly(Money.ofTaka(300), Money.ofTaka(325), Money.ofTaka(525));
    }

    @Test
    void aClosedPeriodTakesNothingAndItsCorrectionCountsToTheFirstOpenDay() {
        Posting bill = bill();
        long batch = books.post(bill).batchOrRefuse();
        books.api.clock.move(Duration.ofDays(1));
        close(today);
        Posting late = bill();
        assertThat(books.post(late)).isEqualTo(new Posted.Closed(today, today));
        assertThat(books.post(bill)).isEqualTo(new Posted.Repeated(batch));
        assertThat(books.within(() -> books.stores.ledger().openDay(today)))
                .isEqualTo(today.plusDays(1));
        assertThatThrownBy(() -> raw(batchSql(today) + entrySql(700) + entrySql(-700)))
                .hasMessageContaining("the books are closed through that day");
        assertThat(proof().holds()).as("%s", proof()).isTrue();
    }

    private static Closings.Closed close(LocalDate through) {
        return books.within(() -> books.stores.closings().close(through, "month"));
    }

    @Test
    void onlyADayThatIsOverAndNotClosedIsClosed() {
        assertThat(close(today)).isInstanceOf(Closings.Closed.Refused.class);
        assertThat(close(today.minusDays(1))).isInstanceOf(Closings.Closed.Done.class);
        assertThat(close(today.minusDays(1))).isInstanceOf(Closings.Closed.Refused.class);
        assertThat(close(today.minusDays(2))).isInstanceOf(Closings.Closed.Refused.class);
    }

    @Test
    void aCloseWaitsForWhoPosts() throws Exception {
        var posted = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Posting bill = invoice(customer, next++, today.minusDays(1), NET, VAT);
            Future<Posted> posting =
                    threads.submit(() ->
                            books.within(() -> {
                                Posted done = books.stores.ledger().post(bill);
                                posted.countDown();
                                await(go);
                                return done;
                            }));
            await(posted);
            Future<Closings.Closed> closing = threads.submit(() -> close(today.minusDays(1)));
            assertThatThrownBy(() -> closing.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            go.countDown();
            assertThat(posting.get()).isInstanceOf(Posted.Done.class);
            assertThat(closing.get()).isInstanceOf(Closings.Closed.Done.class);
        }
        assertThat(proof().holds()).as("%s", proof()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sumsAreTheSameWithAndWithoutClosedPeriods() {
        int account =
                Integer.parseInt(
                        books.api.value(
                                "insert into core.ledger_account (kind, name, side, personal)"
                                        + " values ('bank', 'own', 1, false) returning id"));
        var bank = new Account(AccountKind.BANK, "own");
        for (int i = 0; i < 6; i++) {
            var entries =
                    List.of(
                            Entry.debit(bank, Money.ofTaka(i + 1)),
                            Entry.credit(Account.of(AccountKind.OPENING), Money.ofTaka(i + 1)));
            var source = new Source("test", next++, "posted");
            books.post(new Posting(source, today.plusDays(i), "Day " + i, entries));
        }
        books.api.clock.move(Duration.ofDays(10));
        assertThat(sums(account)).containsExactly(0L, 1L, 3L, 6L, 10L, 15L, 21L);
        close(today.plusDays(1));
        close(today.plusDays(4));
        assertThat(sums(account)).containsExactly(0L, 1L, 3L, 6L, 10L, 15L, 21L);
        assertThat(proof().holds()).as("%s", proof()).isTrue();
    }

    private List<Long> sums(int account) {
        List<Long> sums = new ArrayList<>();
        for (int i = -1; i < 6; i++) {
            LocalDate day = today.plusDays(i);
            Money opening =
                    books.within(() -> books.stores.books().opening(account, day.plusDays(1)));
            TrialBalance balance = books.within(() -> books.stores.books().trialBalance(day));
            assertThat(balance.debit()).isEqualTo(balance.credit());
            assertThat(balance.lines())
                    .filteredOn(line -> line.id() == account)
                    .extracting(TrialBalance.Line::balance)
                    .containsExactly(opening);
            sums.add(opening.poisha() / 100);
        }
        return sums;
    }

    @Test
    void theDatabaseTakesNoBatchThatDoesNotBalance() {
        assertThatThrownBy(() -> raw(batchSql(today) + entrySql(700)))
                .hasMessageContaining("1 entries with sum 700");
        assertThatThrownBy(() -> raw(batchSql(today) + entrySql(700) + entrySql(-699)))
                .hasMessageContaining("2 entries with sum 1");
        assertThatThrownBy(() -> raw(batchSql(today))).hasMessageContaining("0 entries");
    }

    @Test
    void nobodyAddsToABatchLaterOrRewritesTheBooks() {
        long batch = books.post(bill()).batchOrRefuse();
        String add =
                """
                insert into core.ledger_entry (batch, line, day, account, amount)
                select %d, line, '%s', id, amount
                from core.ledger_account, (values (8, 5), (9, -5)) as v (line, amount)
                where kind = 'opening'
                """
                        .formatted(batch, today);
        raw(
                "insert into core.ledger_account (kind, side, personal)"
                        + " values ('opening', -1, false)"
                        + " on conflict do nothing");
        assertThatThrownBy(() -> raw(add)).hasMessageContaining("of this transaction");
        for (String table : List.of("ledger_batch", "ledger_entry", "ledger_account")) {
            assertThatThrownBy(() -> raw("delete from core." + table))
                    .hasMessageContaining("never rewritten");
            assertThatThrownBy(() -> raw("truncate core." + table + " cascade"))
                    .hasMessageContaining("never rewritten");
        }
        assertThatThrownBy(() -> raw("update core.ledger_entry set amount = 1"))
                .hasMessageContaining("never rewritten");
        assertThatThrownBy(() -> raw("update core.ledger_batch set day = day + 1"))
                .hasMessageContaining("never rewritten");
    }

    @Test
    void theProofNamesWhatSomebodyTamperedWith() {
        books.post(bill());
        String entry = " from core.ledger_entry where customer = " + customer;
        raw(
                "alter table core.ledger_entry disable trigger user;"
                        + "update core.ledger_entry set amount = amount + 1 where customer = "
                        + customer
                        + "; alter table core.ledger_entry enable trigger user");
        assertThat(proof().checks())
                .filteredOn(check -> !check.holds())
                .extracting(Proof.Check::name)
                .containsExactly(
                        "batches-sum-to-zero",
                        "debits-equal-credits",
                        "balances-are-their-entries");
        assertThat(proof().checks().get(2).differences())
                .containsExactly(
                        new Proof.Difference(
                                "customer " + customer + ", receivable",
                                "52500 of 1 entries",
                                "52501 of 1 entries"));
        raw(
                "alter table core.ledger_entry disable trigger user;"
                        + "update core.ledger_entry set amount = amount - 1 where customer = "
                        + customer
                        + "; alter table core.ledger_entry enable trigger user");
        assertThat(books.api.value("select sum(amount)" + entry)).isEqualTo("52500");
    }

    @Test
    void manyWhoPostTheSameAtOncePostItOnce() throws Exception {
        List<Posting> bills = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bills.add(invoice(books.customers.get(30 + i % 7), next++, today, NET, VAT));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<List<Posted>>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                List<Posting> turned = new ArrayList<>(bills);
                Collections.rotate(turned, i * 3);
                tasks.add(() -> books.within(() -> books.stores.ledger().postAll(turned)));
            }
            List<Posted> all = new ArrayList<>();
            for (Future<List<Posted>> task : threads.invokeAll(tasks)) {
                all.addAll(task.get());
            }
            assertThat(all).filteredOn(Posted.Done.class::isInstance).hasSize(20);
            assertThat(all).filteredOn(Posted.Repeated.class::isInstance).hasSize(140);
        }
        Money due = Money.ZERO;
        for (int id : books.customers.subList(30, 37)) {
            due = due.plus(books.balance(id).due());
        }
        assertThat(due).isEqualTo(NET.plus(VAT).times(20));
        assertThat(proof().holds()).as("%s", proof()).isTrue();
    }

    @Test
    void aCustomerSeesTheirOwnEntriesAlone() {
        books.post(bill());
        int other = books.customers.get(39);
        books.post(invoice(other, next++, today, NET, VAT));
        Actor own = actor(Role.CUSTOMER, customer);
        assertThat(count(own, "ledger_entry")).isEqualTo(1);
        assertThat(count(own, "ledger_balance")).isEqualTo(1);
        assertThat(count(own, "ledger_batch")).isEqualTo(1);
        assertThat(count(own, "ledger_close")).isZero();
        assertThat(count(own, "ledger_day")).isZero();
        assertThat(count(actor(Role.RESELLER, 0), "ledger_entry")).isZero();
        assertThat(count(actor(Role.TECHNICIAN, 0), "ledger_batch")).isZero();
        assertThat(count(Actor.NOBODY, "ledger_entry")).isZero();
    }

    private static Actor actor(Role role, int customer) {
        return new Actor(role, new Actor.Who("somebody", 0, customer, 0), Set.of(), "");
    }

    private static long count(Actor actor, String table) {
        Database database = books.api.core.database();
        return actor.call(() ->
                database.read(() ->
                        database.client()
                                .execute()
                                .createGet("select count(*) as n from core." + table)
                                .execute()
                                .map(row -> new Row(row).number("n"))
                                .orElseThrow()));
    }

    private static String batchSql(LocalDate day) {
        return """
        begin;
        insert into core.ledger_account (kind, side, personal) values ('opening', -1, false)
        on conflict do nothing;
        insert into core.ledger_batch (day, time, source, source_id, effect, says, made_by)
        values ('%s', now(), 'test', 0, 'raw', 'raw', 'test');
        """
                .formatted(day);
    }

    private static String entrySql(int amount) {
        return """
        insert into core.ledger_entry (batch, line, day, account, amount)
        select b.id, coalesce((select max(line) from core.ledger_entry where batch = b.id), 0) + 1,
               b.day, a.id, %d
        from core.ledger_batch as b, core.ledger_account as a
        where b.source_id = 0 and a.kind = 'opening';
        """
                .formatted(amount);
    }

    private static void raw(String sql) {
        books.api.sql(sql.startsWith("begin") ? sql + "commit" : sql);
    }
}
