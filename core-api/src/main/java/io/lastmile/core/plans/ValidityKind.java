package io.lastmile.core.plans;

/// How long one payment lasts (billing.md, C.1): months on the customer's anchor day, or days from
/// the payment on.
public enum ValidityKind {
    CALENDAR_MONTHS,
    FIXED_DAYS
}
