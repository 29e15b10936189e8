package io.lastmile.core.billing;

import java.time.LocalDate;
import java.time.Month;

/// July of the year `first` to June of the next, as Bangladesh counts (billing.md C.6).
record FiscalYear(int first) {
    static FiscalYear of(LocalDate day) {
        boolean begun = day.getMonthValue() >= Month.JULY.getValue();
        return new FiscalYear(begun ? day.getYear() : day.getYear() - 1);
    }

    /// `2627` is July 2026 to June 2027.
    @Override
    public String toString() {
        return "%02d%02d".formatted(first % 100, (first + 1) % 100);
    }
}
