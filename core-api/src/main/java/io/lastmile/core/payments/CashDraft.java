package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.Optional;

/// Cash that somebody holds out; without a day it is today's.
public record CashDraft(
        int customer, Money amount, Optional<LocalDate> day, Wish wish, String note) {
    static final int NOTE_LENGTH_MAX = 200;
}
