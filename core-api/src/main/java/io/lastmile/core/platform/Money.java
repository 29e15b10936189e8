package io.lastmile.core.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An amount of taka in poisha, exactly; in JSON it is that number. Sums that pass a long are a
/// mistake and throw.
public record Money(@JsonValue long poisha) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);
    private static final long POISHA_PER_TAKA = 100;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Money {}

    public static Money ofTaka(long taka) {
        return new Money(Math.multiplyExact(taka, POISHA_PER_TAKA));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(poisha, other.poisha));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(poisha, other.poisha));
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(poisha, factor));
    }

    public Money negated() {
        return new Money(Math.negateExact(poisha));
    }

    public boolean isZero() {
        return poisha == 0;
    }

    public boolean isPositive() {
        return poisha > 0;
    }

    /// As Bangladesh groups it, in Latin digits: `12,34,567.50`; poisha only where there are any.
    public String grouped() {
        String digits = Long.toUnsignedString(Math.abs(poisha / POISHA_PER_TAKA));
        var text = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > 0; at -= 2) {
            text.insert(at, ',');
        }
        long rest = Math.abs(poisha % POISHA_PER_TAKA);
        if (rest != 0) {
            text.append('.').append(rest / 10).append(rest % 10);
        }
        return poisha < 0 ? "-" + text : text.toString();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(poisha, other.poisha);
    }

    @Override
    public String toString() {
        return grouped() + " BDT";
    }
}
