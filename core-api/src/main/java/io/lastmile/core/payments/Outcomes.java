package io.lastmile.core.payments;

import io.lastmile.core.billing.Allocation;
import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.Invoice;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.util.List;
import java.util.Optional;

/// Tells what became of money: who wrote down what it was for has to see what it could not do. Call
/// it within a unit of work.
public final class Outcomes {
    private final BillingStores billing;

    Outcomes(BillingStores billing) {
        this.billing = billing;
    }

    /// Of a line that is in the books.
    public Optional<Outcome> of(BankLine line) {
        return line.state() == BankLine.State.RECEIVED
                ? of(line.source(), line.wish())
                : Optional.empty();
    }

    /// Of a cheque that was cleared.
    public Optional<Outcome> of(Cheque cheque) {
        return cheque.state() == Cheque.State.CLEARED
                ? of(new Origin(Cheques.SOURCE, cheque.id()), cheque.wish())
                : Optional.empty();
    }

    private Optional<Outcome> of(Origin source, Wish wish) {
        return billing.receipts().find(source).map(receipt -> of(receipt, wish));
    }

    private Outcome of(Receipt receipt, Wish wish) {
        List<Allocation> put =
                billing.allocations().ofReceipt(receipt.id()).stream()
                        .filter(one -> one.undone().isEmpty())
                        .toList();
        Money paid = put.stream().map(Allocation::amount).reduce(Money.ZERO, Money::plus);
        boolean bought =
                wish.buying()
                        .map(time -> put.stream().anyMatch(one -> sold(one, time.subscription())))
                        .orElse(true);
        return new Outcome(
                put.stream().map(this::part).toList(), receipt.amount().minus(paid), !bought);
    }

    private CashQuote.Part part(Allocation one) {
        String number =
                billing.invoices().head(one.invoice()).flatMap(InvoiceHead::number).orElse("");
        return new CashQuote.Part(one.invoice(), number, one.amount());
    }

    private boolean sold(Allocation one, int subscription) {
        return billing.invoices().find(one.invoice()).map(Invoice::lines).orElse(List.of()).stream()
                .flatMap(line -> line.covered().stream())
                .anyMatch(covered -> covered.subscription() == subscription);
    }
}
