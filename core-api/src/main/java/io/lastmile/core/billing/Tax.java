package io.lastmile.core.billing;

import io.lastmile.core.billing.TaxRule.Base;
import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The tax of a document (billing.md C.5), duty first, then value added tax: for each code once on
/// the document's taxable sum, rounded once, dealt out to the lines. Rounded lines are never
/// summed.
///
/// A credit note for all of a document mirrors what stands on it; one for a part of it is taxed
/// here, by the day of the document that it corrects.
public final class Tax {
    /// What is charged, without tax or with it, and what a tax rule knows it by.
    public record Charge(Money amount, String serviceClass) {}

    private Tax() {}

    /// On top of net amounts, which may be below zero: 500.00 becomes 525.00 at 5 %.
    public static Taxed onTop(List<Charge> charges, TaxRules rules, LocalDate day) {
        List<TaxRules.Holding> holding = holding(charges, rules, day);
        List<Money> net = charges.stream().map(Charge::amount).toList();
        List<Taxed.Sum> sums = new ArrayList<>();
        List<Money> sd = add(holding, TaxRules.Holding::sd, net, sums);
        List<Money> withSd = new ArrayList<>();
        for (int i = 0; i < net.size(); i++) {
            boolean onSd =
                    holding.get(i).vat().filter(rule -> rule.base() == Base.NET_AND_SD).isPresent();
            withSd.add(onSd ? net.get(i).plus(sd.get(i)) : net.get(i));
        }
        List<Money> vat = add(holding, TaxRules.Holding::vat, withSd, sums);
        return new Taxed(lines(net, sd, vat, holding), sums);
    }

    /// One kind of tax on all lines that have it; what it comes to for each.
    private static List<Money> add(
            List<TaxRules.Holding> holding,
            Function<TaxRules.Holding, Optional<TaxRule>> kind,
            List<Money> taxable,
            List<Taxed.Sum> sums) {
        List<Money> tax = new ArrayList<>(taxable.stream().map(_ -> Money.ZERO).toList());
        for (List<Integer> group : byCode(holding, kind).values()) {
            TaxRule rule = kind.apply(holding.get(group.getFirst())).orElseThrow();
            List<Money> bases = group.stream().map(taxable::get).toList();
            Money base = Shares.sum(bases);
            Money whole = times(base, rule.rate());
            List<Money> parts =
                    Shares.of(whole, bases.stream().map(part -> exact(part, rule.rate())).toList());
            for (int i = 0; i < group.size(); i++) {
                tax.set(group.get(i), parts.get(i));
            }
            sums.add(new Taxed.Sum(rule, base, whole));
        }
        return tax;
    }

    /// The lines of each code, in the order of the codes' first lines.
    private static Map<String, List<Integer>> byCode(
            List<TaxRules.Holding> holding, Function<TaxRules.Holding, Optional<TaxRule>> kind) {
        Map<String, List<Integer>> lines = new LinkedHashMap<>();
        for (int i = 0; i < holding.size(); i++) {
            int line = i;
            kind.apply(holding.get(i))
                    .ifPresent(rule ->
                            lines.computeIfAbsent(rule.code(), _ -> new ArrayList<>()).add(line));
        }
        return lines;
    }

    /// Out of gross amounts of at least zero, which stay what they are: 500.00 is 476.19 and 23.81
    /// at 5 %. The duty is rounded, the value added tax takes what is left.
    public static Taxed within(List<Charge> charges, TaxRules rules, LocalDate day) {
        List<TaxRules.Holding> holding = holding(charges, rules, day);
        Taxed.Line[] lines = new Taxed.Line[charges.size()];
        List<Taxed.Sum> sums = new ArrayList<>();
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < charges.size(); i++) {
            if (charges.get(i).amount().poisha() < 0) {
                throw new IllegalArgumentException(
                        "with tax: " + charges.get(i).amount() + " (expected: >= 0)");
            }
            alike.computeIfAbsent(holding.get(i).codes(), _ -> new ArrayList<>()).add(i);
        }
        alike.values()
                .forEach(group -> {
                    List<Money> gross = group.stream().map(i -> charges.get(i).amount()).toList();
                    List<Taxed.Line> taken = taken(gross, holding.get(group.getFirst()), sums);
                    for (int i = 0; i < group.size(); i++) {
                        lines[group.get(i)] = taken.get(i);
                    }
                });
        return new Taxed(List.of(lines), merged(sums));
    }

    /// One sum a code: lines with the same code may differ in the other one.
    private static List<Taxed.Sum> merged(List<Taxed.Sum> sums) {
        Map<String, Taxed.Sum> byCode = new LinkedHashMap<>();
        sums.forEach(sum -> byCode.merge(sum.rule().code(), sum, Taxed.Sum::plus));
        return List.copyOf(byCode.values());
    }

    private static List<Taxed.Line> taken(
            List<Money> gross, TaxRules.Holding taxes, List<Taxed.Sum> sums) {
        Money all = Shares.sum(gross);
        if (all.isZero()) {
            return lines(gross, gross, gross, gross.stream().map(_ -> taxes).toList());
        }
        Money net = netOf(all, taxes);
        Money duty = duty(net, all.minus(net), taxes);
        Money vat = all.minus(net).minus(duty);
        taxes.sd().ifPresent(rule -> sums.add(new Taxed.Sum(rule, net, duty)));
        taxes.vat().ifPresent(rule -> sums.add(new Taxed.Sum(rule, base(rule, net, duty), vat)));
        List<Money> nets = Shares.byWeight(net, gross);
        List<Money> tax = minus(gross, nets);
        List<Money> duties = Shares.sum(tax).isZero() ? tax : Shares.byWeight(duty, tax);
        return lines(nets, duties, minus(tax, duties), gross.stream().map(_ -> taxes).toList());
    }

    /// At most all that is tax; all of it where no other tax could take the rest.
    private static Money duty(Money net, Money tax, TaxRules.Holding taxes) {
        if (taxes.sd().isEmpty()) {
            return Money.ZERO;
        }
        boolean alone = taxes.vat().filter(rule -> rule.rate().signum() > 0).isEmpty();
        Money duty = times(net, taxes.sd().get().rate());
        return alone || duty.compareTo(tax) > 0 ? tax : duty;
    }

    private static Money base(TaxRule rule, Money net, Money sd) {
        return rule.base() == Base.NET ? net : net.plus(sd);
    }

    private static Money netOf(Money gross, TaxRules.Holding taxes) {
        BigDecimal sd = taxes.sd().map(TaxRule::rate).orElse(BigDecimal.ZERO);
        BigDecimal vat = taxes.vat().map(TaxRule::rate).orElse(BigDecimal.ZERO);
        boolean onSd = taxes.vat().filter(rule -> rule.base() == Base.NET_AND_SD).isPresent();
        BigDecimal parts = onSd ? sd.add(BigDecimal.ONE).multiply(vat) : vat;
        BigDecimal whole = BigDecimal.ONE.add(sd).add(parts);
        return rounded(BigDecimal.valueOf(gross.poisha()).divide(whole, MathContext.DECIMAL128));
    }

    private static List<Money> minus(List<Money> whole, List<Money> parts) {
        List<Money> left = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            left.add(whole.get(i).minus(parts.get(i)));
        }
        return left;
    }

    private static List<Taxed.Line> lines(
            List<Money> net, List<Money> sd, List<Money> vat, List<TaxRules.Holding> holding) {
        List<Taxed.Line> lines = new ArrayList<>();
        for (int i = 0; i < net.size(); i++) {
            lines.add(new Taxed.Line(net.get(i), sd.get(i), vat.get(i), holding.get(i)));
        }
        return lines;
    }

    private static List<TaxRules.Holding> holding(
            List<Charge> charges, TaxRules rules, LocalDate day) {
        return charges.stream().map(charge -> rules.on(day, charge.serviceClass())).toList();
    }

    private static BigDecimal exact(Money amount, BigDecimal rate) {
        return BigDecimal.valueOf(amount.poisha()).multiply(rate);
    }

    private static Money times(Money amount, BigDecimal rate) {
        return rounded(exact(amount, rate));
    }

    /// R of C.0: half up, away from zero, so that the mirror of an amount has the mirrored tax.
    private static Money rounded(BigDecimal poisha) {
        return new Money(poisha.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
