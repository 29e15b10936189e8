package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.subscriptions.Anchor;
import io.lastmile.core.subscriptions.ChangeMode;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.SubscriptionDraft;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The vectors of billing.md C.3 with their tax and books, and what a change costs in each kind of
/// service.
class ChangeMoneyTest {
    private static TestApi api;
    private static Desk desk;
    private static int cheap;
    private static int dear;
    private static int year = 2010;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        Desk.tax(api, "5");
        desk = new Desk(api, ZoneId.of("Asia/Dhaka"));
        cheap = desk.services.plan(700, "calendar-months", 1);
        dear = desk.services.plan(1_100, "calendar-months", 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void turn() {
        desk.services.on(year++ + "-07-01");
        desk.jobs();
    }

    @AfterEach
    void booksHold() {
        assertThat(desk.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    /// On the 11th of July of a period that is July.
    private Desk.Person person(int plan, int months) {
        Desk.Person person = desk.person(plan, Restart.RESTART, 0);
        long taka = plan == cheap ? 735 : 1_155;
        desk.done(desk.buying(person, taka * 100 * months, months));
        desk.services.on((year - 1) + "-07-11");
        return person;
    }

    private static long approved(int subscription, int plan, ChangeMode mode) {
        return desk.services.work(() -> {
            var changes = desk.services.room.changes();
            long id = changes.quote(subscription, plan, mode).idOrRefuse();
            changes.accept(id).idOrRefuse();
            changes.approve(id).idOrRefuse();
            return id;
        });
    }

    private static Made settle(long change) {
        return desk.services.work(() -> desk.room.changes().settle(change));
    }

    private static ChangeQuote quote(long change) {
        return desk.services.work(() -> desk.room.changes().quote(change)).orElseThrow();
    }

    private static int planNow(int subscription) {
        return desk.services.work(() ->
                desk.services.room.stores().subscriptions().planAt(subscription, desk.today()));
    }

    private static Invoice newest(int customer) {
        return desk.services.work(() -> {
            var page = new Page.Request(1, Optional.empty());
            var invoices = desk.room.stores().invoices();
            return invoices.find(invoices.ofCustomer(customer, page).items().getFirst().id())
                    .orElseThrow();
        });
    }

    @Test
    void anUpgradeWaitsForItsMoneyAndIsTheQuoteToThePoisha() {
        Desk.Person person = person(cheap, 1);
        long change = approved(person.subscription(), dear, ChangeMode.MONEY);
        assertThat(quote(change).total()).isEqualTo(new Money(284_52));
        assertThat(quote(change).missing()).isEqualTo(new Money(284_52));
        assertThat(settle(change)).isInstanceOf(Made.Refused.class);
        assertThat(planNow(person.subscription())).isEqualTo(cheap);
        desk.done(desk.incoming(person.customer(), 284_51));
        assertThat(planNow(person.subscription())).isEqualTo(cheap);
        desk.done(desk.incoming(person.customer(), 1));
        assertThat(planNow(person.subscription())).isEqualTo(dear);
        Invoice paper = newest(person.customer());
        assertThat(paper.head().kind()).isEqualTo(InvoiceKind.CHANGE);
        assertThat(paper.lines())
                .extracting(line -> line.amounts().net())
                .containsExactly(new Money(-474_19), new Money(745_16));
        assertThat(paper.head().amounts())
                .isEqualTo(new Amounts(new Money(270_97), Money.ZERO, new Money(13_55)));
        assertThat(paper.head().open()).isEqualTo(Money.ZERO);
        assertThat(desk.balance(person.customer()).net()).isEqualTo(Money.ZERO);
        assertThat(settle(change)).isInstanceOf(Made.Repeated.class);
    }

    @Test
    void backOnTheSameDayLeavesTheBooksAsTheyWere() {
        Desk.Person person = person(cheap, 1);
        long change = approved(person.subscription(), dear, ChangeMode.MONEY);
        desk.done(desk.incoming(person.customer(), 284_52));
        assertThat(settle(change)).isInstanceOf(Made.Repeated.class);
        long back = approved(person.subscription(), cheap, ChangeMode.MONEY);
        assertThat(quote(back).total()).isEqualTo(new Money(-284_52));
        assertThat(settle(back)).isInstanceOf(Made.Done.class);
        assertThat(planNow(person.subscription())).isEqualTo(cheap);
        assertThat(desk.balance(person.customer()).refundable()).isEqualTo(new Money(284_52));
        assertThat(desk.until(person.subscription())).contains(LocalDate.of(year - 1, 8, 1));
    }

    @Test
    void whatIsLeftOfAValueIsCredit() {
        Desk.Person person = person(cheap, 1);
        long change = approved(person.subscription(), dear, ChangeMode.VALUE_TO_DAYS);
        assertThat(settle(change)).isInstanceOf(Made.Done.class);
        assertThat(desk.until(person.subscription())).contains(LocalDate.of(year - 1, 7, 24));
        assertThat(desk.balance(person.customer()).refundable()).isEqualTo(new Money(12_90 + 65));
    }

    /// Three months ahead: what goes and what comes keep their months, and all of it is earned in
    /// the end.
    @Test
    void monthsPaidAheadKeepTheirMonths() {
        Desk.Person person = person(cheap, 3);
        long change = approved(person.subscription(), dear, ChangeMode.MONEY);
        Money total = quote(change).total();
        assertThat(total).isEqualTo(new Money(284_52 + 2 * 420_00));
        desk.done(desk.incoming(person.customer(), total.poisha()));
        assertThat(planNow(person.subscription())).isEqualTo(dear);
        Invoice paper = newest(person.customer());
        assertThat(paper.lines()).hasSize(6);
        assertThat(ahead(person.customer())).isEqualTo("220000");
        desk.services.on((year - 1) + "-10-01");
        desk.jobs();
        assertThat(ahead(person.customer())).isEqualTo("0");
        assertThat(desk.balance(person.customer()).net()).isEqualTo(Money.ZERO);
    }

    /// Days that were sold at a price that nobody pays any more are worth what was paid for them;
    /// and what cannot be quoted stops no payment.
    @Test
    void daysOfAnOldPriceAreWorthWhatWasPaid() {
        int old = desk.services.plan(600, "calendar-months", 1);
        Desk.Person person = desk.person(old, Restart.RESTART, 0);
        desk.done(desk.buying(person, 630_00, 1));
        desk.services.version(old, 2, (year - 1) + "-07-05", 650, "calendar-months 1");
        desk.services.on((year - 1) + "-07-11");
        long change = approved(person.subscription(), dear, ChangeMode.MONEY);
        assertThat(quote(change).change().credit()).isEqualTo(new Money(406_45));
        desk.done(desk.incoming(person.customer(), quote(change).total().poisha()));
        assertThat(planNow(person.subscription())).isEqualTo(dear);
        assertThat(desk.balance(person.customer()).net()).isEqualTo(Money.ZERO);
    }

    /// The change charged days that a void would take away: the renewal stays, whether its months
    /// are over or ahead.
    @Test
    void aRenewalWhoseDaysWereChangedIsNotVoid() {
        for (int months : new int[] {1, 3}) {
            Desk.Person person = person(cheap, months);
            long renewal = newest(person.customer()).head().id();
            long change = approved(person.subscription(), dear, ChangeMode.MONEY);
            desk.done(desk.incoming(person.customer(), quote(change).total().poisha()));
            var until = desk.until(person.subscription());
            assertThat(refusedVoid(renewal)).contains("change it back");
            assertThat(desk.until(person.subscription())).isEqualTo(until);
            desk.services.on(year++ + "-07-01");
            desk.jobs();
        }
    }

    private static String refusedVoid(long invoice) {
        try {
            Made made = desk.services.work(() -> desk.room.invoices().makeVoid(invoice, "x"));
            return made.toString();
        } catch (Refusal refusal) {
            return "" + refusal.getMessage();
        }
    }

    private static String ahead(int customer) {
        return api.value(
                """
                select coalesce(sum(amount), 0) from core.deferral
                where customer = %d and settled is null
                """
                        .formatted(customer));
    }

    @Test
    void aPostpaidServiceIsBilledForIt() {
        int customer = desk.services.customer();
        int line = desk.services.line(customer, cheap);
        var draft =
                new SubscriptionDraft(
                        line,
                        cheap,
                        SubscriptionKind.POSTPAID_ADVANCE,
                        new Anchor(1),
                        Restart.KEEP_ANCHOR,
                        0,
                        desk.today());
        int service =
                Math.toIntExact(
                        desk.services.work(
                                () -> desk.services.room.desk().start(draft).idOrRefuse()));
        long run = desk.services.work(() -> desk.room.runs().start(desk.today()).idOrRefuse());
        Actor.system("billing-runs").run(() -> desk.room.runWork().run());
        long unused =
                desk.services.work(() -> {
                    long version = desk.room.stores().runs().find(run).orElseThrow().version();
                    return desk.room.runs().confirm(run, version).idOrRefuse();
                });
        Actor.system("billing-runs").run(() -> desk.room.runWork().run());
        desk.services.on((year - 1) + "-07-11");
        long change = approved(service, dear, ChangeMode.MONEY);
        assertThat(settle(change)).isInstanceOf(Made.Done.class);
        assertThat(desk.balance(customer).due()).isEqualTo(new Money(735_00 + 284_52));
        assertThat(
                        desk.services.work(() ->
                                desk.room.invoices().makeVoid(newest(customer).head().id(), "x")))
                .isInstanceOf(Made.Refused.class);
        List<InvoiceLine> lines = newest(customer).lines();
        assertThat(lines).hasSize(2);
    }

    /// What was credited of an older line of the same plan is not taken off a newer one (C.3: of
    /// that line).
    @Test
    void whatAnOlderLineGaveBackIsNotTakenOffTheNewerOne() {
        int least = desk.services.plan(300, "calendar-months", 1);
        Desk.Person person = person(dear, 1);
        desk.services.on((year - 1) + "-07-12");
        long unused = settle(approved(person.subscription(), least, ChangeMode.MONEY)).idOrRefuse();
        desk.services.on((year - 1) + "-07-21");
        unused = settle(approved(person.subscription(), dear, ChangeMode.MONEY)).idOrRefuse();
        desk.services.on((year - 1) + "-07-22");
        long down = approved(person.subscription(), least, ChangeMode.MONEY);
        assertThat(quote(down).change().credit()).isEqualTo(new Money(354_84));
        assertThat(settle(down)).isInstanceOf(Made.Done.class);
    }

    /// Goodwill on the invoice that charged the days first takes from what a change carried over to
    /// the next one: no more is left than both can give.
    @Test
    void whatTheFirstPaperGaveBackIsNotGivenOnceMore() {
        int least = desk.services.plan(200, "calendar-months", 1);
        Desk.Person person = person(cheap, 1);
        long first = newest(person.customer()).head().id();
        long up = approved(person.subscription(), dear, ChangeMode.MONEY);
        desk.done(desk.incoming(person.customer(), quote(up).total().poisha()));
        long down = approved(person.subscription(), least, ChangeMode.MONEY);
        assertThat(quote(down).change().credit()).isEqualTo(new Money(745_16));
        credit(first, new Money(600_00));
        assertThat(settle(down)).isInstanceOf(Made.Refused.class);
        long again = approved(person.subscription(), least, ChangeMode.MONEY);
        assertThat(quote(again).change().credit()).isEqualTo(new Money(370_97));
        assertThat(settle(again)).isInstanceOf(Made.Done.class);
        assertThat(desk.balance(person.customer()).refundable())
                .isEqualTo(new Money(735_00 + 284_52 - 135_48 - 6_77));
    }

    private static void credit(long invoice, Money amount) {
        var draft =
                new CreditDraft(
                        invoice,
                        CreditReason.GOODWILL,
                        new Origin("test-credit", invoice),
                        Map.of(1, amount),
                        "slow evenings");
        long unused = desk.services.work(() -> desk.room.credits().credit(draft)).idOrRefuse();
    }

    /// Money is taken whatever becomes of the change that waits for it: here, one whose tax falls
    /// while its price rises, which no paper can have.
    @Test
    void aChangeThatCannotBeAppliedStopsNoPayment() {
        Desk.Person person = person(cheap, 1);
        long change = approved(person.subscription(), dear, ChangeMode.MONEY);
        Money total = quote(change).total();
        api.sql(
                "update core.plan_change set charge_poisha = charge_poisha - 1 where id = "
                        + change);
        desk.done(desk.incoming(person.customer(), total.poisha()));
        assertThat(planNow(person.subscription())).isEqualTo(cheap);
        assertThat(desk.balance(person.customer()).refundable()).isEqualTo(total);
    }

    /// Each month gives back what it lost, and can be lowered again.
    @Test
    void aDowngradeOfMonthsAheadIsCreditOfEachOfThem() {
        int least = desk.services.plan(250, "calendar-months", 1);
        Desk.Person person = person(dear, 2);
        long down = approved(person.subscription(), cheap, ChangeMode.MONEY);
        assertThat(settle(down)).isInstanceOf(Made.Done.class);
        assertThat(ahead(person.customer())).isEqualTo("70000");
        desk.services.on((year - 1) + "-08-01");
        desk.jobs();
        long again = approved(person.subscription(), least, ChangeMode.MONEY);
        assertThat(quote(again).change().net()).isEqualTo(new Money(-450_00));
        assertThat(settle(again)).isInstanceOf(Made.Done.class);
        assertThat(desk.balance(person.customer()).refundable())
                .isEqualTo(new Money(704_52 + 472_50));
    }

    /// Down at once, by staff: credit, never cash, and later up again from what is left.
    @Test
    void aDowngradeNowIsCreditAndCountsOnce() {
        Desk.Person person = person(dear, 1);
        long down = approved(person.subscription(), cheap, ChangeMode.MONEY);
        assertThat(settle(down)).isInstanceOf(Made.Done.class);
        Money credit = desk.balance(person.customer()).refundable();
        assertThat(credit).isEqualTo(new Money(284_52));
        desk.services.on((year - 1) + "-07-21");
        long up = approved(person.subscription(), dear, ChangeMode.MONEY);
        assertThat(quote(up).change().credit()).isEqualTo(new Money(248_39));
        assertThat(settle(up)).isInstanceOf(Made.Done.class);
        assertThat(desk.balance(person.customer()).refundable())
                .isEqualTo(credit.minus(newest(person.customer()).head().amounts().total()));
    }
}
