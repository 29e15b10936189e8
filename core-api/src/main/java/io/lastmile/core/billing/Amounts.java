package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;

/// What is charged before tax, and its tax.
public record Amounts(Money net, Money sd, Money vat) {
    public static final Amounts ZERO = new Amounts(Money.ZERO, Money.ZERO, Money.ZERO);

    public Money total() {
        return net.plus(sd).plus(vat);
    }

    Amounts plus(Amounts other) {
        return new Amounts(net.plus(other.net), sd.plus(other.sd), vat.plus(other.vat));
    }

    Amounts minus(Amounts other) {
        return new Amounts(net.minus(other.net), sd.minus(other.sd), vat.minus(other.vat));
    }
}
