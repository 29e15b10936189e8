package io.lastmile.core.billing;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// What somebody fills in to change what bills go by.
public final class BillingForms {
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal PERCENT_MIN = new BigDecimal("0.01");
    private static final int CODE_LENGTH_MAX = 20;
    private static final int CLASS_LENGTH_MAX = 40;
    private static final int WHY_LENGTH_MAX = 200;
    private static final long AMOUNT_MAX = 10_000_000_00L;

    private BillingForms() {}

    public static BillingSetting setting(Fields fields, long version) {
        BillingSetting setting = BillingSetting.read(fields, version);
        fields.done();
        return setting;
    }

    /// `percent` is typed as people say it: 5 is a rate of 0.05.
    public static TaxRule rule(Fields fields) {
        TaxRule.Kind kind = fields.choice("kind", TaxRule.Kind.VAT);
        TaxRule.Base wanted = fields.choice("base", TaxRule.Base.NET);
        BigDecimal percent =
                fields.optionalDecimal("percent", BigDecimal.ZERO, HUNDRED).orElse(null);
        if (percent == null) {
            fields.refuse("percent", "nothing", "a number from 0 to 100");
        }
        String code = fields.text("code", CODE_LENGTH_MAX);
        String serviceClass = fields.text("serviceClass", CLASS_LENGTH_MAX);
        LocalDate from = DAYS.required(fields, "from");
        if (kind == TaxRule.Kind.SD && wanted != TaxRule.Base.NET) {
            fields.refuse("base", "net-and-sd", "net: a duty is taken of nothing else");
        }
        fields.done();
        BigDecimal rate = Optional.ofNullable(percent).orElse(BigDecimal.ZERO).movePointLeft(2);
        return new TaxRule(code, kind, rate, wanted, serviceClass, from, Optional.empty());
    }

    /// A percentage or an amount of each whole period, one of the two.
    public static Discount discount(Fields fields, int subscription) {
        Optional<BigDecimal> percent = fields.optionalDecimal("percent", PERCENT_MIN, HUNDRED);
        long amount = fields.number("amount", 0, AMOUNT_MAX, 0);
        if (percent.isPresent() == amount > 0) {
            fields.refuse("percent", percent.isPresent() ? "both" : "nothing", "one of the two");
        }
        percent.filter(part -> part.scale() > 2)
                .ifPresent(part -> fields.refuse("percent", "" + part, "at most 2 decimals"));
        LocalDate from = DAYS.required(fields, "from");
        Optional<LocalDate> to = DAYS.optional(fields, "to");
        to.filter(day -> !day.isAfter(from))
                .ifPresent(day -> fields.refuse("to", "" + day, "a day after " + from));
        String why = fields.text("why", WHY_LENGTH_MAX);
        fields.done();
        return new Discount(
                0,
                0,
                subscription,
                percent,
                Optional.of(new Money(amount)).filter(Money::isPositive),
                from,
                to,
                why);
    }

    /// The first day on which something does not hold any more.
    public static LocalDate end(Fields fields) {
        return DAYS.required(fields, "to");
    }

    /// Through which day a run bills.
    public static LocalDate through(Fields fields) {
        LocalDate through = DAYS.required(fields, "through");
        fields.done();
        return through;
    }
}
