package io.lastmile.core.subscriptions;

/// From when on a payment counts that comes after the service was cut (billing.md C.2).
public enum Restart {
    /// From the day of the payment on; its day is the anchor from then on.
    RESTART,
    /// Cycles stay where they are: the first one is charged by the days that are left of it.
    KEEP_ANCHOR,
    /// From where the paid time ended: contracts pay for the gap.
    PAY_GAP
}
