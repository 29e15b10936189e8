package io.lastmile.core.tickets;

import io.lastmile.core.platform.Fields;
import java.util.Locale;

/// How much it hurts.
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    String word() {
        return Fields.nameOf(this);
    }

    static Priority of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
