package io.lastmile.core.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.TestForm;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.subscriptions.Made;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A bank statement is read once however often it comes, and its money is whose somebody says.
class BankTest {
    private static TillGround ground;
    private static int banks;

    private int bank;
    private TillGround.Customer customer;

    @BeforeAll
    static void start() {
        ground = new TillGround();
        ground.services.on("2026-11-23");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @BeforeEach
    void arrive() {
        customer = ground.customer();
        String name = "Bank " + ++banks;
        bank =
                Math.toIntExact(
                        ground.as(ground.rahim, () -> ground.room.banks().add(name).idOrRefuse()));
    }

    @AfterEach
    void booksHold() {
        assertThat(ground.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    private Statement take(String csv) {
        return ground.as(
                ground.rahim,
                () -> {
                    long id =
                            ground.room
                                    .banks()
                                    .take(bank, "nov.csv", csv.getBytes(StandardCharsets.UTF_8));
                    return ground.room.stores().statements().find(id).orElseThrow();
                });
    }

    private List<BankLine> lines() {
        var request = new Page.Request(200, Optional.empty());
        return ground
                .as(
                        ground.rahim,
                        () -> ground.room.stores().lines().page(Optional.empty(), request))
                .items()
                .stream()
                .filter(line -> line.bank().id() == bank)
                .toList();
    }

    private static Made confirm(long line, Optional<BankDesk.Owner> owner) {
        return ground.as(ground.rahim, () -> ground.room.banks().confirm(line, owner));
    }

    private BankDesk.Owner owner() {
        return new BankDesk.Owner(customer.id(), Wish.NONE);
    }

    @Test
    void whatBanksWriteIsReadAndWhatNobodyCanReadIsNamed() {
        Statement taken =
                take(
                        """
                        Sonali Bank PLC,,,,
                        Statement of 01-11-2026,,,,
                        Date,Description,Reference,Debit,Credit
                        21-11-2026,Rent,R1,"5,000.00",
                        ২২-১১-২০২৬,"নগদ জমা, মিরপুর",R2,,"১,২৫,০০০.৫০"
                        2026-11-22,Deposit,R3,,"BDT 1,500"
                        31-11-2026,Deposit,R4,,700
                        22/11/2026,Deposit,R5,,many
                        24-11-2026,Tomorrow,R6,,80
                        """);
        assertThat(taken.lines()).isEqualTo(2);
        assertThat(taken.added()).isEqualTo(2);
        assertThat(taken.faults())
                .extracting(fault -> fault.field() + ": " + fault.found())
                .containsExactly(
                        "line 7, date: 31-11-2026",
                        "line 8, amount: many",
                        "line 9, date: 24-11-2026");
        assertThat(lines())
                .extracting(line -> line.printed().amount())
                .containsExactlyInAnyOrder(new Money(1_25_000_50), Money.ofTaka(1_500));
    }

    @Test
    void theSameFileTwiceAddsNothing() {
        String csv =
                """
                Date,Amount,Description
                20-11-2026,500,Cash deposit
                20-11-2026,500,Cash deposit
                20-11-2026,700,Cash deposit
                """;
        assertThat(take(csv).added()).isEqualTo(3);
        assertThat(take(csv).added()).isZero();
        assertThat(take(csv + "21-11-2026,500,Cash deposit\n").added()).isEqualTo(1);
        assertThat(lines()).hasSize(4);
    }

    @Test
    void oneReferenceWithTwoAmountsIsNamed() {
        take("Date;Amount;Ref\n20-11-2026;500;TX1\n");
        Statement again = take("Date;Amount;Ref\n20-11-2026;500;tx1\n21-11-2026;900;TX1\n");
        assertThat(again.added()).isZero();
        assertThat(again.faults()).hasSize(1);
        assertThat(again.faults().getFirst().field()).isEqualTo("line 3, reference");
    }

    /// Banks write the branch or the channel there.
    @Test
    void depositsOfOneReferenceDayAndAmountAreAllThere() {
        String csv = "Date;Amount;Ref\n20-11-2026;500;CASH\n20-11-2026;500;Cash\n";
        assertThat(take(csv).added()).isEqualTo(2);
        assertThat(take(csv).added()).isZero();
        Statement more = take(csv + "20-11-2026;500;CASH\n");
        assertThat(more.added()).isEqualTo(1);
        assertThat(more.faults()).isEmpty();
        assertThat(lines()).hasSize(3);
    }

    @Test
    void columnsAreCalledAsThisBankCallsThem() {
        String csv = "Posted;In;Who\n20-11-2026;500;Rahim\n";
        assertThatThrownBy(() -> take(csv))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("columns Date and Credit");
        var columns = new StatementColumns("posted", "In", "", "", "Who");
        Made read = ground.as(ground.rahim, () -> ground.room.banks().read(bank, columns));
        assertThat(read).isInstanceOf(Made.Done.class);
        assertThat(take(csv).added()).isEqualTo(1);
        assertThat(lines().getFirst().printed().sender()).isEqualTo("Rahim");
        byte[] broken = {'D', 'a', 't', 'e', (byte) 0xc3, (byte) 0x28};
        assertThatThrownBy(() ->
                        ground.as(ground.rahim, () -> ground.room.banks().take(bank, "x", broken)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aNumberInTheTextProposesItsCustomerAndAnAmountAloneNobody() {
        ground.invoice(customer.id(), 640);
        String number =
                ground.api.value("select number from core.customer where id = " + customer.id());
        String invoice =
                ground.api.value(
                        "select number from core.invoice where customer = " + customer.id());
        take(
                """
                Date,Amount,Description,Reference
                20-11-2026,640,Bill of %s,A
                20-11-2026,640,Internet,B
                20-11-2026,100,pays %s,C
                """
                        .formatted(number.toLowerCase(java.util.Locale.ROOT), invoice));
        List<Optional<BankLine.Proposal>> proposals =
                lines().reversed().stream()
                        .map(line ->
                                ground.as(
                                        ground.rahim,
                                        () ->
                                                ground.room
                                                        .stores()
                                                        .payers()
                                                        .propose(line.printed())))
                        .toList();
        assertThat(proposals).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(proposals)
                .filteredOn(Optional::isPresent)
                .extracting(found -> found.get().customer() + " " + found.get().exact())
                .containsExactlyInAnyOrder(customer.id() + " true", customer.id() + " false");
    }

    @Test
    void confirmedItIsInTheBooksOnceOnItsDay() throws Exception {
        ground.invoice(customer.id(), 900);
        take("Date,Amount\n20-11-2026,900\n");
        long line = lines().getFirst().id();
        assertThat(confirm(line, Optional.empty())).isInstanceOf(Made.Refused.class);
        List<Made> all = TillGround.crowd(() -> confirm(line, Optional.of(owner())));
        assertThat(all).filteredOn(Made.Done.class::isInstance).hasSize(1);
        assertThat(all).filteredOn(Made.Repeated.class::isInstance).hasSize(7);
        assertThat(ground.due(customer.id())).isEqualTo(Money.ZERO);
        assertThat(
                        ground.api.value(
                                "select into_name || ' ' || day from core.receipt where source ="
                                        + " 'bank' and source_id = "
                                        + line))
                .isEqualTo("Bank " + banks + " 2026-11-20");
        var other = new BankDesk.Owner(ground.customer().id(), Wish.NONE);
        assertThat(confirm(line, Optional.of(other))).isInstanceOf(Made.Refused.class);
    }

    @Test
    void whoseLineIsAssignedIsNotCutOffUntilItIsSettled() {
        take("Date,Amount\n20-11-2026,500\n");
        long line = lines().getFirst().id();
        var wish = new Wish(Optional.empty(), customer.buys(1));
        var owner = new BankDesk.Owner(customer.id(), wish);
        Made made = ground.as(ground.rahim, () -> ground.room.banks().assign(line, owner));
        assertThat(made).isInstanceOf(Made.Done.class);
        var dunning = ground.api.core.dunning();
        var spared = ground.services.work(() -> dunning.stores().verdict(customer.service()));
        assertThat(spared.orElseThrow().inputs().mercies().toString()).contains("Cover");
        assertThat(confirm(line, Optional.empty())).isInstanceOf(Made.Done.class);
        assertThat(ground.until(customer.service())).isPresent();
    }

    private boolean covered(long taka, Wish wish) {
        take("Date,Amount\n20-11-2026,%d\n".formatted(taka));
        long line = lines().getFirst().id();
        var owner = new BankDesk.Owner(customer.id(), wish);
        ground.as(ground.rahim, () -> ground.room.banks().assign(line, owner).idOrRefuse());
        var dunning = ground.api.core.dunning();
        return ground.services
                .work(() -> dunning.stores().verdict(customer.service()))
                .orElseThrow()
                .rule()
                .name()
                .equals("COVERED");
    }

    @Test
    void moneyThatIsLessThanTheTimeCostsKeepsNobodyOn() {
        var wish = new Wish(Optional.empty(), customer.buys(1));
        assertThat(covered(1, wish)).isFalse();
        assertThat(covered(497, wish)).isFalse();
        assertThat(covered(2, wish)).isTrue();
        ground.api.sql(
                "update core.bank_line set since = date '2026-11-23' - %d where customer = %d"
                        .formatted(Coming.DAYS_MAX + 1, customer.id()));
        assertThat(covered(3, wish)).isFalse();
    }

    @Test
    void aLineIsForWhatItsCustomerHas() {
        take("Date,Amount\n20-11-2026,500\n");
        long line = lines().getFirst().id();
        var foreign = new Wish(Optional.empty(), ground.customer().buys(1));
        var owner = new BankDesk.Owner(customer.id(), foreign);
        Made made = ground.as(ground.rahim, () -> ground.room.banks().assign(line, owner));
        assertThat(made).isInstanceOf(Made.Refused.class);
    }

    @Test
    void aDecimalCommaIsNoThousand() {
        Statement taken =
                take(
                        """
                        Date;Amount;Description;Reference
                        20-11-2026;1234,50;Rahim;
                        20-11-2026;12,50;Rahim;
                        20-11-2026;1,234.50;Rahim;
                        20-11-2026;12,34,567;Rahim;
                        """);
        assertThat(taken.faults())
                .extracting(fault -> fault.found())
                .containsExactly("1234,50", "12,50");
        assertThat(lines())
                .extracting(line -> line.printed().amount())
                .containsExactlyInAnyOrder(new Money(1_234_50), Money.ofTaka(12_34_567));
    }

    @Test
    void aLineThatWasAnothersIsTakenBackAndGivenToWhoseItIs() {
        TillGround.Customer other = ground.customer();
        ground.invoice(customer.id(), 900);
        ground.invoice(other.id(), 900);
        take("Date,Amount\n20-11-2026,900\n");
        long line = lines().getFirst().id();
        var wrong = new BankDesk.Owner(other.id(), Wish.NONE);
        assertThat(undo(line)).isInstanceOf(Made.Refused.class);
        assertThat(confirm(line, Optional.of(wrong))).isInstanceOf(Made.Done.class);
        assertThat(undo(line)).isInstanceOf(Made.Done.class);
        assertThat(ground.due(other.id())).isEqualTo(Money.ofTaka(900));
        assertThat(lines().getFirst().customer()).isEmpty();
        assertThat(undo(line)).isInstanceOf(Made.Refused.class);
        assertThat(confirm(line, Optional.of(owner()))).isInstanceOf(Made.Done.class);
        assertThat(confirm(line, Optional.of(owner()))).isInstanceOf(Made.Repeated.class);
        assertThat(ground.due(customer.id())).isEqualTo(Money.ZERO);
        assertThat(
                        ground.api.value(
                                """
                                select string_agg(r.source || ' ' || coalesce(u.why, ''), ','
                                                  order by r.id)
                                from core.receipt as r
                                left join core.receipt_undo as u on u.receipt = r.id
                                where r.source like 'bank%%' and r.source_id = %d
                                """
                                        .formatted(line)))
                .isEqualTo("bank was Karim's,bank-b ");
        assertThat(undo(987_654)).isInstanceOf(Made.Missing.class);
    }

    private static Made undo(long line) {
        return ground.as(ground.rahim, () -> ground.room.banks().undo(line, "was Karim's"));
    }

    @Test
    void whatStandsInALineStays() {
        take("Date,Amount,Ref\n20-11-2026,900,K1\n");
        long line = lines().getFirst().id();
        confirm(line, Optional.of(owner()));
        String update = "update core.bank_line set %s where id = " + line;
        for (String change :
                List.of("amount = 1", "day = day - 1", "reference = ''", "customer = null")) {
            assertThatThrownBy(() -> ground.api.sql(update.formatted(change)))
                    .as(change)
                    .hasStackTraceContaining("expected: ");
        }
        ground.api.sql(update.formatted("says = '', sender = ''"));
    }

    @Test
    void whatIsNoCustomersIsIgnoredWithAReason() {
        take("Date,Amount\n20-11-2026,77\n");
        long line = lines().getFirst().id();
        Made made = ground.as(ground.rahim, () -> ground.room.banks().ignore(line, "our own"));
        assertThat(made).isInstanceOf(Made.Done.class);
        assertThat(lines().getFirst().settled().orElseThrow().why()).isEqualTo("our own");
        assertThat(confirm(line, Optional.of(owner()))).isInstanceOf(Made.Done.class);
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(77));
    }

    @Test
    void aStatementComesByTheApiToo() {
        byte[] csv = "Date,Credit\n20-11-2026,55\n".getBytes(StandardCharsets.UTF_8);
        String path = "/api/bank-accounts/" + bank + "/statements";
        var taken =
                ground.api.send(
                        new TestForm()
                                .file("file", "nov.csv", "text/csv", csv)
                                .post(ground.api.request(path)));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        assertThat(TestApi.json(taken).path("added").asInt()).isEqualTo(1);
        long line = lines().getFirst().id();
        String confirm = "/api/bank-lines/" + line + "/confirm";
        var done = ground.api.post(confirm, "{\"customer\": %d}".formatted(customer.id()));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(TestApi.json(done).at("/line/state").asText()).isEqualTo("received");
    }
}
