package io.lastmile.core.notifications;

import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;

/// The way by which a message reaches somebody.
public enum Channel {
    IN_APP,
    SMS,
    EMAIL;

    /// As rows and the API spell it: `in-app`.
    public String word() {
        return Fields.nameOf(this);
    }

    static Channel of(String word) {
        return EnumNames.constant(Channel.class, word);
    }

    /// Only a mail has a subject, and a notice a title.
    public boolean hasSubject() {
        return this != SMS;
    }
}
