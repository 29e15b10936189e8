package io.lastmile.core.tickets;

import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;

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
        return EnumNames.constant(Priority.class, word);
    }
}
