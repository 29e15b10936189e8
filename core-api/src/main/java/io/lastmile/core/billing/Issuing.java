package io.lastmile.core.billing;

import io.lastmile.core.customers.Customer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How invoices come to be (billing.md C.4 to C.7): tax, a number, what is printed, the books, and
/// the customer's credit is spent on them. The customers are locked by the caller. It is the same
/// handful of statements for one invoice and for a thousand.
final class Issuing {
    private final BillingStores stores;
    private final Spending spending;

    Issuing(BillingStores stores, Spending spending) {
        this.stores = stores;
        this.spending = spending;
    }

    /// In the order of `bills`.
    List<Issued> issue(List<Bill> bills) {
        if (bills.isEmpty()) {
            return List.of();
        }
        LocalDate today = stores.ledger().openDay(stores.ledger().today());
        List<Drawn> drawn = drawn(bills, today);
        bills.stream().flatMap(bill -> bill.draft().stream()).forEach(stores.invoices()::drop);
        stores.invoices()
                .add(
                        drawn.stream().map(Drawn::row).toList(),
                        drawn.stream().flatMap(one -> one.lines().stream()).toList());
        stores.deferrals().add(drawn.stream().flatMap(one -> one.ahead().stream()).toList());
        stores.ledger()
                .postAll(drawn.stream().flatMap(one -> one.posting().stream()).toList())
                .forEach(posted -> posted.batchOrRefuse());
        stores.outbox()
                .addAll(
                        drawn.stream()
                                .map(one -> new InvoiceIssued(one.row().id(), one.row().customer()))
                                .toList());
        return spending.spend(drawn.stream().map(Drawn::issued).toList());
    }

    private List<Drawn> drawn(List<Bill> bills, LocalDate today) {
        BillingSetting setting = stores.settings().current();
        TaxRules rules = stores.taxes().rules();
        Map<Integer, Customer> buyers = buyers(bills);
        List<Long> ids = stores.invoices().ids(bills.size());
        List<String> numbers = stores.series().take(DocumentKind.INVOICE, today, bills.size());
        var printing = new Drawn.Printing(setting, today, stores.clock().instant());
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < bills.size(); i++) {
            Bill bill = bills.get(i);
            LocalDate taxDay = taxDay(bill, today);
            Taxed taxed = tax(bill, rules, taxDay);
            drawn.add(
                    new Drawn(
                            bill.draft().orElse(ids.get(i)),
                            numbers.get(i),
                            bill,
                            taxed,
                            taxDay,
                            Printed.Buyer.of(Objects.requireNonNull(buyers.get(bill.customer()))),
                            printing));
        }
        return drawn;
    }

    /// What a bill comes to with the tax of its day.
    static Taxed tax(Bill bill, TaxRules rules, LocalDate taxDay) {
        return Tax.onTop(
                bill.lines().stream()
                        .map(line -> new Tax.Charge(line.net(), line.serviceClass()))
                        .toList(),
                rules,
                taxDay);
    }

    /// The earlier of the supply's beginning and the document (billing.md C.5); who pays before has
    /// the document on that day.
    static LocalDate taxDay(Bill bill, LocalDate issued) {
        return bill.lines().stream()
                .flatMap(line -> line.covered().stream())
                .map(Covered::start)
                .map(start -> TaxRules.taxDay(start, issued, Optional.empty()))
                .reduce(issued, (one, other) -> one.isBefore(other) ? one : other);
    }

    private Map<Integer, Customer> buyers(List<Bill> bills) {
        List<Integer> ids = bills.stream().map(Bill::customer).distinct().toList();
        Map<Integer, Customer> buyers =
                stores.customers().find(ids).stream()
                        .collect(Collectors.toMap(Customer::id, Function.identity()));
        if (buyers.size() != ids.size()) {
            throw new IllegalStateException(
                    "customers: %d of %d (expected: all)".formatted(buyers.size(), ids.size()));
        }
        return buyers;
    }
}
