package io.lastmile.core.ledger;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;

/// What one cause does to the books on a business day: at least two entries whose sum is zero.
/// `says` is for people: `Invoice INV-2627-000017`.
public record Posting(Source source, LocalDate day, String says, List<Entry> entries) {
    public static final int SAYS_LENGTH_MAX = 500;

    public Posting {
        entries = List.copyOf(entries);
        Money sum = entries.stream().map(Entry::amount).reduce(Money.ZERO, Money::plus);
        if (entries.size() < 2 || entries.size() > Short.MAX_VALUE || !sum.isZero()) {
            throw new IllegalArgumentException(
                    "posting of %s: %d entries with sum %s (expected: at least 2 with sum 0)"
                            .formatted(source, entries.size(), sum));
        }
        if (says.isBlank() || says.length() > SAYS_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "posting of %s: says '%s' (expected: 1 to %d characters)"
                            .formatted(source, says, SAYS_LENGTH_MAX));
        }
    }
}
