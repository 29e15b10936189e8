package io.lastmile.core.payments;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.Optional;

/// Reads what somebody sent. Ends in `done`. Amounts are in poisha.
public final class PaymentForms {
    static final int WHY_LENGTH_MAX = 500;
    static final int TIMES_MAX = 24;
    private static final long AMOUNT_MAX = 1_000_000_000_00L;
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));

    /// What a quote is asked for.
    public record Asked(int customer, Money amount, Wish wish) {}

    private PaymentForms() {}

    public static CashDraft cash(Fields fields) {
        var draft =
                new CashDraft(
                        customer(fields),
                        amount(fields, "amount"),
                        DAYS.optional(fields, "day"),
                        wish(fields),
                        fields.text("note", CashDraft.NOTE_LENGTH_MAX, ""));
        fields.done();
        return draft;
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
