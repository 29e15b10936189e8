package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import java.util.List;

/// A document with its tax: what each line carries, and what the document says for each tax code.
/// The lines' duty and tax sum to those of the document.
public record Taxed(List<Line> lines, List<Sum> sums) {
    /// `taxes` are what held for the line, for its rates on a challan (Mushak 6.3).
    public record Line(Money net, Money sd, Money vat, TaxRules.Holding taxes) {
        public Money gross() {
            return net.plus(sd).plus(vat);
        }
    }

    /// A code's tax on the sum of what it is taken of.
    public record Sum(TaxRule rule, Money taxable, Money tax) {
        Sum plus(Sum other) {
            return new Sum(rule, taxable.plus(other.taxable), tax.plus(other.tax));
        }
    }

    public Taxed {
        lines = List.copyOf(lines);
        sums = List.copyOf(sums);
    }

    public Money net() {
        return Shares.sum(lines.stream().map(Line::net).toList());
    }

    public Money tax() {
        return Shares.sum(sums.stream().map(Sum::tax).toList());
    }

    public Money gross() {
        return net().plus(tax());
    }

    /// What is added so that cash can pay it: to the nearest whole taka, half of one up. It is a
    /// line of its own, posted to the account for rounding.
    public Money cashRounding() {
        long poisha = gross().poisha();
        return new Money(Math.floorDiv(poisha + 50, 100) * 100 - poisha);
    }
}
