package io.lastmile.core.billing;

/// Why a customer gets credit for an invoice. Outages have a reason of their own (billing.md C.14).
public enum CreditReason {
    CORRECTION,
    GOODWILL,
    OUTAGE,
    /// Days of a plan that was left for another one.
    CHANGE,
    /// Days that are not used any more.
    UNUSED,
    DISPUTE
}
