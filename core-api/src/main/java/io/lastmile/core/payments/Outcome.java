package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import java.util.List;

/// What became of money that came in: which invoices it paid, what of it became credit; `noTime`
/// that it was to buy time and bought none.
public record Outcome(List<CashQuote.Part> pays, Money toCredit, boolean noTime) {
    public Outcome {
        pays = List.copyOf(pays);
    }
}
