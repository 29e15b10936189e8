package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What somebody fills in to change what bills go by.
public final class BillingForms {
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal PERCENT_MIN = new BigDecimal("0.01");
    private static final int CODE_LENGTH_MAX = 20;
    private static final int CLASS_LENGTH_MAX = 40;
    private static final int WHY_LENGTH_MAX = 200;
    private static final int QUANTITY_MAX = 10_000;
    private static final int TIMES_MAX = 24;
    private static final long AMOUNT_MAX = 10_000_000_00L;

    private BillingForms() {}

    public static BillingSetting setting(Fields fields, long version) {
        BillingSetting setting = BillingSetting.read(fields, version);
        fields.done();
        return setting;
    }

    /// Periods of a service: one, if nothing is said.
    public static Incoming.Buying buying(Fields fields) {
        int subscription = (int) fields.number("subscription", 1, Integer.MAX_VALUE);
        int times = (int) fields.number("times", 1, TIMES_MAX, 1);
        fields.done();
        return new Incoming.Buying(subscription, times);
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

    /// Lines that somebody writes by hand: at least one, each of more than nothing.
    public static List<LineDraft> lines(Fields fields, int most) {
        List<LineDraft> lines = new ArrayList<>();
        for (Fields line : fields.objects("lines", most)) {
            String says = line.text("says", LineDraft.SAYS_LENGTH_MAX);
            String saysBn = line.text("saysBn", LineDraft.SAYS_LENGTH_MAX, "");
            int quantity = (int) line.number("quantity", 1, QUANTITY_MAX, 1);
            long amount = line.number("amount", 1, AMOUNT_MAX);
            String serviceClass = line.text("serviceClass", CLASS_LENGTH_MAX, "other");
            if (!says.isEmpty()) {
                lines.add(
                        new LineDraft(
                                LineKind.ONE_OFF,
                                new LineDraft.Says(says, saysBn, quantity),
                                AccountKind.REVENUE_OTHER,
                                serviceClass,
                                Optional.empty(),
                                Money.ZERO,
                                new Money(amount),
                                Map.of("rule", "by-hand")));
            }
        }
        if (lines.isEmpty()) {
            fields.refuse("lines.0.says", "nothing", "at least one line");
        }
        fields.done();
        return lines;
    }

    /// Something that is charged once.
    public record Once(LineDraft.Says says, String serviceClass, Money net) {}

    public static Once once(Fields fields) {
        String says = fields.text("says", LineDraft.SAYS_LENGTH_MAX);
        String saysBn = fields.text("saysBn", LineDraft.SAYS_LENGTH_MAX, "");
        long amount = fields.number("amount", 1, AMOUNT_MAX);
        String serviceClass = fields.text("serviceClass", CLASS_LENGTH_MAX, "other");
        fields.done();
        return new Once(new LineDraft.Says(says, saysBn, 1), serviceClass, new Money(amount));
    }

    /// So much before tax for each of these lines of an invoice, each once.
    static CreditDraft credit(Fields fields, long invoice, Origin source) {
        CreditReason reason = fields.choice("reason", CreditReason.CORRECTION);
        String why = fields.text("why", CreditDraft.WHY_LENGTH_MAX);
        Map<Integer, Money> nets = new TreeMap<>();
        for (Fields line : fields.objects("lines", Bill.LINES_MAX)) {
            int number = (int) line.number("line", 1, Bill.LINES_MAX);
            if (nets.put(number, new Money(line.number("amount", 1, AMOUNT_MAX))) != null) {
                line.refuse("line", number + " twice", "each line once");
            }
        }
        fields.done();
        return new CreditDraft(invoice, reason, source, nets, why);
    }

    /// Why an invoice should not have been, or a charge is dropped.
    public static String why(Fields fields) {
        String why = fields.text("why", CreditDraft.WHY_LENGTH_MAX);
        fields.done();
        return why;
    }
}
