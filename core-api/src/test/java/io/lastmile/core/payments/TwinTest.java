package io.lastmile.core.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.subscriptions.Made;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cheque, or cash that was handed over to a bank, comes in once although the bank's statement
/// says it too.
class TwinTest {
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
        String name = "Twin " + ++banks;
        bank =
                Math.toIntExact(
                        ground.as(ground.rahim, () -> ground.room.banks().add(name).idOrRefuse()));
    }

    @AfterEach
    void booksHold() {
        assertThat(ground.proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
    }

    /// The last line of a statement of this bank.
    private long line(String row) {
        byte[] csv = ("Date,Amount,Description\n" + row + "\n").getBytes(StandardCharsets.UTF_8);
        long unused = ground.as(ground.rahim, () -> ground.room.banks().take(bank, "nov.csv", csv));
        var last = new Page.Request(1, Optional.empty());
        return ground.as(
                        ground.rahim,
                        () -> ground.room.stores().lines().page(Optional.empty(), last))
                .items()
                .getFirst()
                .id();
    }

    private long deposited(String number, long taka) {
        var paper = new Cheque.Paper("Agrani", number, ground.today(), Money.ofTaka(taka));
        var draft = new Cheque.Draft(customer.id(), paper, Wish.NONE, Optional.empty(), "");
        return ground.as(
                ground.rahim,
                () -> {
                    long id = ground.room.cheques().receive(draft).idOrRefuse();
                    return ground.room.cheques().deposit(id, bank, Optional.empty()).idOrRefuse();
                });
    }

    private Made confirm(long line, boolean sure) {
        var owner = Optional.of(new BankDesk.Owner(customer.id(), Wish.NONE));
        return ground.as(ground.rahim, () -> ground.room.banks().confirm(line, owner, sure));
    }

    private static Made match(long line, Twin.Kind kind, long id) {
        return ground.as(ground.rahim, () -> ground.room.banks().match(line, kind, id));
    }

    private String booked() {
        return ground.api.value(
                "select coalesce(sum(amount), 0) from core.receipt where into_name = 'Twin "
                        + banks
                        + "'");
    }

    @Test
    void aChequeIsClearedByItsLineAndIsNoMoneyTwice() {
        long cheque = deposited("TW" + banks, 900);
        long line =
                line("23-11-2026,900,CHQ TW%d of C%d".formatted(banks, 100_000 + customer.id()));
        assertThat(confirm(line, false)).isInstanceOf(Made.Refused.class);
        assertThat(booked()).isEqualTo("0");
        assertThat(match(line, Twin.Kind.HAND_OVER, cheque)).isInstanceOf(Made.Refused.class);
        assertThat(match(line, Twin.Kind.CHEQUE, cheque)).isInstanceOf(Made.Done.class);
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(900));
        assertThat(booked()).isEqualTo("90000");
        assertThat(ground.api.value("select why from core.bank_line where id = " + line))
                .isEqualTo("cheque " + cheque);
        long other = line("23-11-2026,900,Internet");
        assertThat(confirm(other, false)).isInstanceOf(Made.Done.class);
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(1_800));
    }

    @Test
    void whatIsClearedAlreadyOnlyMeetsItsLine() {
        long cheque = deposited("TX" + banks, 700);
        ground.as(
                ground.rahim,
                () -> ground.room.cheques().clear(cheque, Optional.empty()).idOrRefuse());
        long line = line("22-11-2026,700,Clearing");
        assertThat(match(line, Twin.Kind.CHEQUE, cheque)).isInstanceOf(Made.Done.class);
        assertThat(booked()).isEqualTo("70000");
        long sure = line("22-11-2026,701,Another");
        assertThat(confirm(sure, true)).isInstanceOf(Made.Done.class);
    }

    @Test
    void cashThatWasHandedOverIsNoCustomersPayment() {
        ground.take(ground.karim, ground.draft(customer.id(), 640));
        var draft = new HandOver.Draft(Money.ofTaka(640), Optional.of(bank), "");
        long handOver =
                ground.as(ground.karim, () -> ground.room.handOvers().make(draft).idOrRefuse());
        long line = line("23-11-2026,640,Cash deposit");
        assertThat(confirm(line, false)).isInstanceOf(Made.Refused.class);
        assertThat(match(line, Twin.Kind.HAND_OVER, handOver)).isInstanceOf(Made.Refused.class);
        ground.as(
                ground.nadia,
                () ->
                        ground.room
                                .handOvers()
                                .confirm(handOver, Money.ofTaka(640), "")
                                .idOrRefuse());
        assertThat(match(line, Twin.Kind.HAND_OVER, handOver)).isInstanceOf(Made.Done.class);
        assertThat(booked()).isEqualTo("0");
        long second = line("23-11-2026,640,Cash deposit,");
        assertThat(second).isPositive();
    }

    @Test
    void whoIsSureTakesItForAnotherPayment() {
        deposited("TY" + banks, 55);
        long line = line("23-11-2026,55,Bkash");
        assertThat(confirm(line, true)).isInstanceOf(Made.Done.class);
        assertThat(ground.credit(customer.id())).isEqualTo(Money.ofTaka(55));
    }
}
