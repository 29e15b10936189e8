package io.lastmile.core.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// A tax on what a plan's tax class names, from a day on and until the day before `to` (billing.md
/// C.5). `rate` is a part of one: 0.05 for 5 %. A `code` like `VAT5` stands on documents and means
/// the same rate wherever it is used.
public record TaxRule(
        String code,
        Kind kind,
        BigDecimal rate,
        Base base,
        String serviceClass,
        LocalDate from,
        Optional<LocalDate> to) {
    private static final int CODE_LENGTH_MAX = 20;

    /// As C.0 wants of rates; more digits are no tax that anybody announced.
    static final int SCALE_MAX = 9;

    /// In the order in which they are computed.
    public enum Kind {
        /// Supplementary duty.
        SD,
        VAT
    }

    /// What the rate is taken of. A duty knows nothing but the net amount.
    public enum Base {
        NET,
        NET_AND_SD
    }

    public TaxRule {
        if (code.isBlank() || code.length() > CODE_LENGTH_MAX) {
            throw refused(code, "code '" + code + "'", "1 to " + CODE_LENGTH_MAX + " characters");
        }
        if (rate.signum() < 0 || rate.compareTo(BigDecimal.TEN) > 0 || rate.scale() > SCALE_MAX) {
            throw refused(code, "rate " + rate, "0 to 10 with at most 9 decimals");
        }
        if (kind == Kind.SD && base != Base.NET) {
            throw refused(code, "duty on " + base, "on NET");
        }
        if (to.filter(end -> !end.isAfter(from)).isPresent()) {
            throw refused(code, from + " to " + to.get(), "an end after the start");
        }
    }

    public boolean holds(LocalDate day) {
        return !day.isBefore(from) && to.filter(end -> !day.isBefore(end)).isEmpty();
    }

    /// The same up to a day.
    TaxRule until(LocalDate day) {
        return new TaxRule(code, kind, rate, base, serviceClass, from, Optional.of(day));
    }

    /// Whether there is a day on which both hold.
    boolean meets(TaxRule other) {
        return to.filter(end -> !end.isAfter(other.from)).isEmpty()
                && other.to.filter(end -> !end.isAfter(from)).isEmpty();
    }

    boolean sameRate(TaxRule other) {
        return kind == other.kind && base == other.base && rate.compareTo(other.rate) == 0;
    }

    private static IllegalArgumentException refused(String code, String found, String expected) {
        return new IllegalArgumentException(
                "tax rule %s: %s (expected: %s)".formatted(code, found, expected));
    }
}
