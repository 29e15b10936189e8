package io.lastmile.core.plans;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/// What an allowance is counted over: the subscription's own period or the calendar month.
public enum AllowanceWindow {
    CYCLE,
    MONTH;

    /// As JSON has it.
    @JsonCreator
    static AllowanceWindow of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
