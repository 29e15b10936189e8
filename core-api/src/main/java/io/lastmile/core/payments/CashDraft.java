package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.Optional;

/// Cash that somebody holds out; without a day it is today's. `quoted` is what they were told
/// before.
public record CashDraft(
        int customer,
        Money amount,
        Optional<LocalDate> day,
        Wish wish,
        String note,
        Optional<Quoted> quoted) {
    static final int NOTE_LENGTH_MAX = 200;

    /// What the time was to cost, and until when it was to be paid; nothing where it buys none.
    public record Quoted(Money total, Optional<LocalDate> until) {
        static final Quoted NOTHING = new Quoted(Money.ZERO, Optional.empty());

        @Override
        public String toString() {
            return until.map(day -> total + " until " + day).orElse("nothing");
        }
    }

    /// Without a quote.
    public CashDraft(int customer, Money amount, Optional<LocalDate> day, Wish wish, String note) {
        this(customer, amount, day, wish, note, Optional.empty());
    }
}
