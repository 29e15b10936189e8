package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Restart;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The table of events of billing.md C.7 and the rules around it, poisha by poisha. After each test
/// the whole books are proven.
class BillingLifeTest {
    private static TestApi api;
    private static Desk desk;
    private static int plan;
    private static int days;

    private Desk.Person person;

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

    /// Each test has a year of its own, from its 10th of July on.
    @BeforeEach
    void turn() {
        desk.services.on("20%02d-07-10".formatted(10 + days++));
        desk.jobs();
        person = desk.person(plan, Restart.RESTART, 0);
    }

    @AfterEach
    void booksHold() {
        assertThat(desk.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    private long invoice() {
        return desk.invoice(person.customer(), Desk.line("Setup", 500_00));
    }

    private static void stands(Desk.Person person, String due, String refundable) {
        assertThat(desk.balance(person.customer()).due().grouped()).isEqualTo(due);
        assertThat(desk.balance(person.customer()).refundable().grouped()).isEqualTo(refundable);
    }

    private Invoice find(long id) {
        return desk.services.work(() -> desk.room.stores().invoices().find(id)).orElseThrow();
    }

    @Test
    void anInvoiceIsNumberedTaxedAndDue() {
        InvoiceHead head = find(invoice()).head();
        assertThat(head.number().orElseThrow()).matches("INV-[0-9]{4}-[0-9]{6}");
        assertThat(head.amounts())
                .isEqualTo(new Amounts(Money.ofTaka(500), Money.ZERO, Money.ofTaka(25)));
        assertThat(head.open()).isEqualTo(Money.ofTaka(525));
        assertThat(head.due()).contains(desk.today().plusDays(9));
        stands(person, "525", "0");
    }

    @Test
    void paidMoreThanIsOwedIsCreditAndPaysTheNextInvoice() {
        long first = invoice();
        Received.Done paid = desk.done(desk.incoming(person.customer(), 600_00));
        assertThat(paid.toCredit()).isEqualTo(Money.ofTaka(75));
        assertThat(desk.open(first)).isEqualTo(Money.ZERO);
        stands(person, "0", "75");
        long second = invoice();
        assertThat(desk.open(second)).isEqualTo(Money.ofTaka(450));
        stands(person, "450", "0");
    }

    @Test
    void moneyGoesToTheOldestDueUnlessThePayerChose() {
        long first = invoice();
        api.clock.move(Duration.ofDays(3));
        long second = invoice();
        desk.done(desk.incoming(person.customer(), 100_00));
        assertThat(desk.open(first)).isEqualTo(Money.ofTaka(425));
        Incoming plain = desk.incoming(person.customer(), 600_00);
        desk.done(
                new Incoming(
                        plain.source(),
                        plain.customer(),
                        plain.amount(),
                        plain.into(),
                        plain.day(),
                        Optional.of(second),
                        Optional.empty()));
        assertThat(desk.open(second)).isEqualTo(Money.ZERO);
        assertThat(desk.open(first)).isEqualTo(Money.ofTaka(350));
    }

    @Test
    void aPaymentIsTakenOnce() {
        invoice();
        Incoming incoming = desk.incoming(person.customer(), 525_00);
        Received.Done paid = desk.done(incoming);
        assertThat(desk.receive(incoming)).isEqualTo(new Received.Repeated(paid.receipt()));
        Incoming other =
                new Incoming(
                        incoming.source(),
                        incoming.customer(),
                        new Money(1),
                        incoming.into(),
                        incoming.day(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(desk.receive(other)).isInstanceOf(Received.Refused.class);
        stands(person, "0", "0");
    }

    /// A statement of the bank is read some days later: until the invoice is there, the money is
    /// credit, and nobody is owed less than nothing on any day.
    @Test
    void moneyOfADayBeforeItsInvoiceIsCreditUntilThen() {
        LocalDate paid = desk.today();
        desk.services.on(paid.plusDays(3).toString());
        Incoming late = Desk.on(paid, desk.buying(person, 600_00, 1));
        desk.done(late);
        assertThat(booked("receivable", paid)).isZero();
        assertThat(booked("advance", paid)).isEqualTo(-600_00);
        assertThat(booked("receivable", desk.today())).isZero();
        assertThat(booked("advance", desk.today())).isEqualTo(-75_00);
        desk.services.work(() -> desk.room.money().undo(late.source(), paid.plusDays(1), "wrong"));
        assertThat(booked("advance", paid.plusDays(2))).isEqualTo(-600_00);
        stands(person, "525", "0");
    }

    private long booked(String account, LocalDate day) {
        return Long.parseLong(
                api.value(
                        """
                        select coalesce(sum(e.amount), 0) from core.ledger_entry as e
                        join core.ledger_account as a on a.id = e.account
                        where a.kind = '%s' and e.customer = %d and e.day <= '%s'
                        """
                                .formatted(account, person.customer(), day)));
    }

    @Test
    void aCreditNoteLowersWhatIsOpenElseItIsCredit() {
        long open = invoice();
        desk.credit(open, 1, 100_00).idOrRefuse();
        assertThat(desk.open(open)).isEqualTo(Money.ofTaka(420));
        desk.done(desk.incoming(person.customer(), 420_00));
        desk.credit(open, 1, 100_00).idOrRefuse();
        stands(person, "0", "105");
        assertThat(desk.credit(open, 1, 300_01)).isInstanceOf(Made.Refused.class);
        desk.credit(open, 1, 300_00).idOrRefuse();
        stands(person, "0", "420");
    }

    /// 33.33 thrice of 99.99 with 5.00 of tax: the tax comes back to the poisha.
    @Test
    void creditNotesInPartsGiveBackAllTax() {
        long id = desk.invoice(person.customer(), Desk.line("Cable", 99_99));
        Money tax = find(id).head().amounts().vat();
        for (int i = 0; i < 3; i++) {
            desk.credit(id, 1, 33_33).idOrRefuse();
        }
        assertThat(desk.open(id)).isEqualTo(Money.ZERO);
        assertThat(
                        desk.services.work(() -> desk.room.stores().notes().ofInvoice(id)).stream()
                                .map(note -> note.amounts().vat())
                                .reduce(Money.ZERO, Money::plus))
                .isEqualTo(tax);
    }

    @Test
    void aBouncedChequeOpensWhatItHadPaid() {
        long id = invoice();
        Incoming cheque = desk.incoming(person.customer(), 600_00);
        desk.done(cheque);
        long next = invoice();
        assertThat(desk.open(next)).isEqualTo(Money.ofTaka(450));
        desk.undo(cheque, "bounced").idOrRefuse();
        assertThat(desk.open(id)).isEqualTo(Money.ofTaka(525));
        assertThat(desk.open(next)).isEqualTo(Money.ofTaka(525));
        stands(person, "1,050", "0");
        assertThat(desk.undo(cheque, "again")).isInstanceOf(Made.Repeated.class);
    }

    @Test
    void aVoidInvoiceKeepsItsNumberAndFreesWhatPaidIt() {
        long wrong = invoice();
        desk.done(desk.incoming(person.customer(), 525_00));
        long right = invoice();
        desk.services.work(() -> desk.room.invoices().makeVoid(wrong, "twice")).idOrRefuse();
        assertThat(find(wrong).head().voided()).isPresent();
        assertThat(desk.open(right)).isEqualTo(Money.ZERO);
        stands(person, "0", "0");
    }

    @Test
    void timeIsBoughtByOnePaymentOrByWhatIsThere() {
        Received.Done paid = desk.done(desk.buying(person, 525_00, 1));
        assertThat(paid.renewal()).isPresent();
        assertThat(desk.until(person.subscription())).contains(desk.today().plusMonths(1));
        Received.Done less = desk.done(desk.buying(person, 500_00, 1));
        assertThat(less.renewal()).isEmpty();
        assertThat(less.shortBy()).isEqualTo(Money.ofTaka(25));
        stands(person, "0", "500");
        Received.Done rest = desk.done(desk.buying(person, 25_00, 1));
        assertThat(rest.renewal()).isPresent();
        assertThat(desk.until(person.subscription())).contains(desk.today().plusMonths(2));
        stands(person, "0", "0");
    }

    @Test
    void aVoidRenewalTakesItsTimeBackAndItsMoneyBuysItAgain() {
        Received.Done paid = desk.done(desk.buying(person, 525_00, 1));
        long wrong = paid.renewal().orElseThrow();
        desk.services.work(() -> desk.room.invoices().makeVoid(wrong, "not his")).idOrRefuse();
        assertThat(desk.until(person.subscription())).isEmpty();
        stands(person, "0", "525");
        Received.Done again = desk.done(desk.buying(person, 1, 1));
        assertThat(again.renewal()).isPresent();
        assertThat(desk.until(person.subscription())).contains(desk.today().plusMonths(1));
    }

    @Test
    void monthsAheadAreEarnedWhenTheyBegin() {
        desk.done(desk.buying(person, 3 * 525_00, 3));
        assertThat(ahead()).isEqualTo("100000");
        LocalDate august = desk.today().plusMonths(1);
        desk.services.on(august.toString());
        desk.jobs();
        assertThat(ahead()).isEqualTo("50000");
        desk.services.on(august.plusMonths(1).toString());
        desk.jobs();
        desk.jobs();
        assertThat(ahead()).isEqualTo("0");
    }

    private static String ahead() {
        return api.value(
                """
                select coalesce(-sum(e.amount), 0) from core.ledger_entry as e
                join core.ledger_account as a on a.id = e.account
                where a.kind = 'deferred-revenue'
                """);
    }

    @Test
    void whatWasOwedBeforeTheBooksBeganIsAnInvoiceWithoutTax() {
        long id =
                desk.services.work(() ->
                        desk.room
                                .invoices()
                                .open(
                                        person.customer(),
                                        Money.ofTaka(300),
                                        new LineDraft.Says("Brought forward", "জের", 1),
                                        List.of()));
        assertThat(find(id).head().amounts().total()).isEqualTo(Money.ofTaka(300));
        stands(person, "300", "0");
    }

    @Test
    void finalPapersAreNeverRewritten() {
        long id = invoice();
        desk.done(desk.incoming(person.customer(), 10_00));
        desk.credit(id, 1, 1_00).idOrRefuse();
        for (String table :
                List.of(
                        "invoice",
                        "invoice_line",
                        "receipt",
                        "allocation",
                        "credit_note",
                        "credit_note_line")) {
            assertThatThrownBy(() -> api.sql("delete from core." + table))
                    .as(table)
                    .hasMessageContaining("expected");
        }
        assertThatThrownBy(() -> api.sql("update core.invoice set total = 1 where id = " + id))
                .hasMessageContaining("credit note");
    }
}
