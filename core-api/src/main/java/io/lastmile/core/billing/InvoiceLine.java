package io.lastmile.core.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Money;
import java.util.Optional;

/// A line of an invoice with its part of the document's tax. `net` is after `discount`.
public record InvoiceLine(
        int line,
        LineKind kind,
        LineDraft.Says says,
        AccountKind account,
        String serviceClass,
        Optional<Covered> covered,
        Money discount,
        Amounts amounts,
        String sdCode,
        String vatCode,
        JsonNode why) {}
