package io.lastmile.core.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// An invoice as it stands: what was printed never changes, `open` does. A draft has no number and
/// no days.
public record Invoice(InvoiceHead head, List<InvoiceLine> lines, Optional<JsonNode> printed) {
    /// A finalised invoice that should not have been; its number stays used.
    public record Voided(LocalDate day, String why, Instant made, String by) {}

    public Invoice {
        lines = List.copyOf(lines);
    }
}
