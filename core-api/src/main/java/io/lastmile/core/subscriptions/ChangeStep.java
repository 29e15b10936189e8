package io.lastmile.core.subscriptions;

/// What became of a quoted change. `OUTDATED`: something happened since, so it is quoted again.
public enum ChangeStep {
    ACCEPTED,
    APPROVED,
    PAID,
    APPLIED,
    CANCELLED,
    REPLACED,
    OUTDATED
}
