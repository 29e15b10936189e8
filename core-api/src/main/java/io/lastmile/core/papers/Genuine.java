package io.lastmile.core.papers;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// What anybody who holds a paper may know: that there is such a document, and what it comes to.
public record Genuine(Kind kind, String number, LocalDate day, Money total, State state) {
    public enum Kind {
        INVOICE,
        CREDIT_NOTE,
        RECEIPT
    }

    /// `VOID` is an invoice that was made void, or a receipt of money that was taken back.
    public enum State {
        HOLDS,
        VOID
    }
}
