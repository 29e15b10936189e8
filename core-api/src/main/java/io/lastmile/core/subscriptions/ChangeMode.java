package io.lastmile.core.subscriptions;

/// How a change of plan deals with days that are paid already (billing.md C.3).
public enum ChangeMode {
    /// Now: they are credited, and charged at the new price.
    MONEY,
    /// Now: what they are worth buys days of the new plan.
    VALUE_TO_DAYS,
    /// When they are over; no money moves.
    PERIOD_END
}
