package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.Renewal;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What somebody at the cash desk has to know of a customer before they take money, and what would
/// become of it. Call it within a unit of work that may write: prices lock their service.
public final class Counter {
    /// A service as it stands; `price` is one period of a prepaid one that can be bought now.
    public record Service(
            int id,
            String line,
            String plan,
            boolean prepaid,
            Optional<LocalDate> until,
            Optional<Money> price) {}

    /// Where a customer stands. `suggested` is what is due, else one period of the only service.
    public record Standing(
            CustomerBalance balance,
            Money overdue,
            List<InvoiceHead> open,
            List<Service> services,
            Money suggested) {
        public Standing {
            open = List.copyOf(open);
            services = List.copyOf(services);
        }

        /// The service that a suggested amount buys time of, where nothing is due.
        public Optional<Service> buys() {
            List<Service> sold = services.stream().filter(s -> s.price().isPresent()).toList();
            return balance.due().isZero() && sold.size() == 1
                    ? Optional.of(sold.getFirst())
                    : Optional.empty();
        }
    }

    private final BillingRoom billing;
    private final ServiceRows services;

    Counter(BillingRoom billing, ServiceRows services) {
        this.billing = billing;
        this.services = services;
    }

    public Standing standing(int customer) {
        CustomerBalance balance = billing.stores().balance(customer);
        var dues = billing.stores().dues().standing(customer, billing.stores().today());
        List<Service> all =
                services.of(customer).stream()
                        .map(row -> priced(row, price(customer, row)))
                        .toList();
        var plain =
                new Standing(
                        balance,
                        dues.overdue(),
                        billing.stores().invoices().open(customer),
                        all,
                        balance.due());
        return new Standing(
                balance,
                plain.overdue(),
                plain.open(),
                all,
                plain.buys()
                        .flatMap(Service::price)
                        .map(price -> price.minus(balance.credit()))
                        .filter(Money::isPositive)
                        .orElse(balance.due()));
    }

    private Optional<Money> price(int customer, Service row) {
        return row.prepaid()
                ? billing.money()
                        .quote(customer, new Incoming.Buying(row.id(), 1))
                        .map(Renewal::total)
                : Optional.empty();
    }

    private static Service priced(Service row, Optional<Money> price) {
        return new Service(row.id(), row.line(), row.plan(), row.prepaid(), row.until(), price);
    }

    /// As `MoneyDesk.receive` would do it now; empty where that time cannot be bought.
    public Optional<CashQuote> quote(int customer, Money amount, Wish wish) {
        Optional<Renewal> renewal =
                wish.buying().flatMap(buying -> billing.money().quote(customer, buying));
        if (wish.buying().isPresent() && renewal.isEmpty()) {
            return Optional.empty();
        }
        Money credit = billing.stores().balance(customer).credit();
        Money missing =
                renewal.map(one -> one.total().minus(amount).minus(credit))
                        .filter(Money::isPositive)
                        .orElse(Money.ZERO);
        Optional<CashQuote.Time> buys =
                renewal.filter(_ -> missing.isZero())
                        .map(one -> time(wish.buying().orElseThrow(), one, credit));
        Money left =
                amount.minus(
                        buys.map(time -> time.total().minus(time.byCredit())).orElse(Money.ZERO));
        List<CashQuote.Part> pays = parts(customer, left, wish);
        Money paid = pays.stream().map(CashQuote.Part::amount).reduce(Money.ZERO, Money::plus);
        return Optional.of(new CashQuote(amount, buys, pays, left.minus(paid), missing));
    }

    private static CashQuote.Time time(Incoming.Buying buying, Renewal renewal, Money credit) {
        return new CashQuote.Time(
                buying.subscription(),
                buying.times(),
                renewal.total(),
                least(credit, renewal.total()),
                renewal.offer().extension().start(),
                renewal.offer().extension().end());
    }

    private List<CashQuote.Part> parts(int customer, Money amount, Wish wish) {
        List<InvoiceHead> open = new ArrayList<>(billing.stores().invoices().open(customer));
        long first = wish.invoice().orElse(0L);
        open.sort((one, other) -> Boolean.compare(other.id() == first, one.id() == first));
        List<CashQuote.Part> parts = new ArrayList<>();
        Money left = amount;
        for (InvoiceHead head : open) {
            Money part = least(left, head.open());
            if (part.isPositive()) {
                parts.add(new CashQuote.Part(head.id(), head.number().orElse(""), part));
                left = left.minus(part);
            }
        }
        return parts;
    }

    private static Money least(Money one, Money other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
