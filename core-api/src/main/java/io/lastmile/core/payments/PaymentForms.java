package io.lastmile.core.payments;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Upload;
import java.time.LocalDate;
import java.util.Optional;

/// Reads what somebody sent. Ends in `done`. Amounts are in poisha.
public final class PaymentForms {
    static final int WHY_LENGTH_MAX = 500;
    static final int TIMES_MAX = 24;

    /// A year of a busy account.
    public static final Upload.Limits STATEMENT = new Upload.Limits(1, 4 * 1024 * 1024);

    private static final int BANK_LENGTH_MAX = 60;
    private static final int NUMBER_LENGTH_MAX = 30;
    private static final long AMOUNT_MAX = 1_000_000_000_00L;
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));

    /// What a quote is asked for.
    public record Asked(int customer, Money amount, Wish wish) {}

    /// What was there when somebody counted.
    public record Counted(Money counted, String why) {}

    public record Deposit(int bank, Optional<LocalDate> day) {}

    public record Bounce(Optional<LocalDate> day, String why) {}

    private PaymentForms() {}

    public static StatementColumns columns(Fields fields) {
        StatementColumns columns = StatementColumns.read(fields);
        fields.done();
        return columns;
    }

    public static BankDesk.Owner owner(Fields fields) {
        var owner = new BankDesk.Owner(customer(fields), wish(fields));
        fields.done();
        return owner;
    }

    /// Nobody where nobody is named.
    public record Named(Optional<BankDesk.Owner> owner, boolean sure) {}

    public record Match(Twin.Kind kind, long id) {}

    public static Match match(Fields fields) {
        Twin.Kind kind = fields.choice("kind", Twin.Kind.CHEQUE);
        var match = new Match(kind, fields.number("id", 1, Long.MAX_VALUE));
        fields.done();
        return match;
    }

    public static Named named(Fields fields) {
        boolean sure = fields.flag("sure", false);
        return new Named(optionalOwner(fields), sure);
    }

    private static Optional<BankDesk.Owner> optionalOwner(Fields fields) {
        var customer = fields.optionalNumber("customer", 1, Integer.MAX_VALUE);
        Wish wish = wish(fields);
        fields.done();
        return customer.isPresent()
                ? Optional.of(new BankDesk.Owner((int) customer.getAsLong(), wish))
                : Optional.empty();
    }

    public static HandOver.Draft handOver(Fields fields) {
        var bank = fields.optionalNumber("bank", 1, Integer.MAX_VALUE);
        var draft =
                new HandOver.Draft(
                        amount(fields, "amount"),
                        bank.isPresent() ? Optional.of((int) bank.getAsLong()) : Optional.empty(),
                        fields.text("note", CashDraft.NOTE_LENGTH_MAX, ""));
        fields.done();
        return draft;
    }

    /// Nothing may have been there.
    public static Counted counted(Fields fields) {
        var counted =
                new Counted(
                        new Money(fields.number("counted", 0, AMOUNT_MAX)),
                        fields.text("why", WHY_LENGTH_MAX, ""));
        fields.done();
        return counted;
    }

    public static String bank(Fields fields) {
        String name = fields.text("name", BankAccount.NAME_LENGTH_MAX);
        fields.done();
        return name;
    }

    public static Cheque.Draft cheque(Fields fields) {
        var draft =
                new Cheque.Draft(
                        customer(fields),
                        new Cheque.Paper(
                                fields.text("bank", BANK_LENGTH_MAX),
                                fields.text("number", NUMBER_LENGTH_MAX),
                                DAYS.required(fields, "dated"),
                                amount(fields, "amount")),
                        wish(fields),
                        DAYS.optional(fields, "received"),
                        fields.text("note", CashDraft.NOTE_LENGTH_MAX, ""));
        fields.done();
        return draft;
    }

    public static Deposit deposit(Fields fields) {
        var deposit =
                new Deposit(
                        (int) fields.number("bank", 1, Integer.MAX_VALUE),
                        DAYS.optional(fields, "day"));
        fields.done();
        return deposit;
    }

    public static Optional<LocalDate> day(Fields fields) {
        Optional<LocalDate> day = DAYS.optional(fields, "day");
        fields.done();
        return day;
    }

    public static Bounce bounce(Fields fields) {
        var bounce = new Bounce(DAYS.optional(fields, "day"), fields.text("why", WHY_LENGTH_MAX));
        fields.done();
        return bounce;
    }

    public static CashDraft cash(Fields fields) {
        var draft =
                new CashDraft(
                        customer(fields),
                        amount(fields, "amount"),
                        DAYS.optional(fields, "day"),
                        wish(fields),
                        fields.text("note", CashDraft.NOTE_LENGTH_MAX, ""),
                        quoted(fields));
        fields.done();
        return draft;
    }

    private static Optional<CashDraft.Quoted> quoted(Fields fields) {
        var total = fields.optionalNumber("total", 0, AMOUNT_MAX);
        Optional<LocalDate> until = DAYS.optional(fields, "until");
        return total.isPresent()
                ? Optional.of(new CashDraft.Quoted(new Money(total.getAsLong()), until))
                : Optional.empty();
    }

    public static Asked asked(Fields fields) {
        var asked = new Asked(customer(fields), amount(fields, "amount"), wish(fields));
        fields.done();
        return asked;
    }

    public static String why(Fields fields) {
        String why = fields.text("why", WHY_LENGTH_MAX);
        fields.done();
        return why;
    }

    static int customer(Fields fields) {
        return (int) fields.number("customer", 1, Integer.MAX_VALUE);
    }

    static Money amount(Fields fields, String name) {
        return new Money(fields.number(name, 1, AMOUNT_MAX));
    }

    static Wish wish(Fields fields) {
        var invoice = fields.optionalNumber("invoice", 1, Long.MAX_VALUE);
        var service = fields.optionalNumber("subscription", 1, Integer.MAX_VALUE);
        int times = (int) fields.number("times", 1, TIMES_MAX, 1);
        if (invoice.isPresent() && service.isPresent()) {
            fields.refuse("subscription", "" + service.getAsLong(), "none beside an invoice");
            return Wish.NONE;
        }
        return Wish.of(
                invoice.isPresent() ? Optional.of(invoice.getAsLong()) : Optional.empty(),
                service.isPresent() ? Optional.of((int) service.getAsLong()) : Optional.empty(),
                times);
    }
}
