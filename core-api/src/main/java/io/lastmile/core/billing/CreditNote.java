package io.lastmile.core.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Credit for lines of an invoice, which stays as it is. `toDue` made what was open of it less,
/// `toCredit` became the customer's credit.
public record CreditNote(
        long id,
        int customer,
        long invoice,
        String number,
        CreditReason reason,
        Origin source,
        LocalDate day,
        Amounts amounts,
        Money toDue,
        Money toCredit,
        JsonNode printed,
        Instant made,
        String by,
        List<Line> lines) {
    /// What it gives for a line of the invoice.
    public record Line(int line, Amounts amounts) {}

    public CreditNote {
        lines = List.copyOf(lines);
    }
}
