package io.lastmile.core.billing;

/// What a line of an invoice charges.
public enum LineKind {
    RECURRING,
    ONE_OFF,
    /// Days that were charged and are not used, below zero.
    CHANGE_CREDIT,
    /// The same days of another plan.
    CHANGE_CHARGE,
    OPENING
}
