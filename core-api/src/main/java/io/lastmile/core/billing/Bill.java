package io.lastmile.core.billing;

import java.util.List;
import java.util.Optional;

/// An invoice that is to be issued; `run` is the billing run that does it and `draft` the draft
/// that becomes it, if there is one.
public record Bill(
        int customer,
        InvoiceKind kind,
        List<LineDraft> lines,
        Optional<Long> run,
        Optional<Long> draft) {
    public static final int LINES_MAX = 500;

    public Bill {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > LINES_MAX) {
            throw new IllegalArgumentException(
                    "invoice: %d lines (expected: 1 to %d)".formatted(lines.size(), LINES_MAX));
        }
    }

    /// By nobody's run.
    public static Bill of(int customer, InvoiceKind kind, List<LineDraft> lines) {
        return new Bill(customer, kind, lines, Optional.empty(), Optional.empty());
    }
}
