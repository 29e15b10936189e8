package io.lastmile.core.billing;

/// Why there is an invoice.
public enum InvoiceKind {
    /// A period of a postpaid service has come.
    CYCLE,
    /// Somebody bought time of a prepaid service.
    RENEWAL,
    /// The plan changed within a period.
    CHANGE,
    BY_HAND,
    /// What was owed before the books began.
    OPENING
}
