package io.lastmile.core.billing;

/// Papers that have a number, each kind in a series of its own (billing.md C.6).
public enum DocumentKind {
    INVOICE("INV"),
    CREDIT_NOTE("CRN"),
    RECEIPT("RCT");

    private final String prefix;

    DocumentKind(String prefix) {
        this.prefix = prefix;
    }

    /// `INV-2627-000017`; longer numbers simply are longer.
    String number(FiscalYear year, long serial) {
        return "%s-%s-%06d".formatted(prefix, year, serial);
    }
}
