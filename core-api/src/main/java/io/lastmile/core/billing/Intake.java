package io.lastmile.core.billing;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Takes in money of several customers, each once, by as many statements as for one. The customers
/// are locked by the caller.
final class Intake {
    private final BillingStores stores;
    private final Renewals renewals;
    private final Issuing issuing;
    private final ChangeMoney changes;

    Intake(BillingStores stores, Renewals renewals, Issuing issuing, ChangeMoney changes) {
        this.stores = stores;
        this.renewals = renewals;
        this.issuing = issuing;
        this.changes = changes;
    }

    /// In the order of `incoming`.
    List<Received> take(List<Incoming> incoming) {
        Map<Origin, Receipt> before =
                stores.receipts().of(incoming.stream().map(Incoming::source).toList());
        Map<Integer, Received> answers = new HashMap<>();
        List<Incoming> fresh = new ArrayList<>();
        for (Incoming one : incoming) {
            Optional<Received> answer =
                    Optional.ofNullable(before.get(one.source()))
                            .map(receipt -> repeated(one, receipt))
                            .or(() -> refused(one));
            answer.ifPresentOrElse(
                    known -> answers.put(one.customer(), known), () -> fresh.add(one));
        }
        Map<Integer, Renewal> wanted = renewals.quotes(buying(fresh));
        List<Incoming> taken = new ArrayList<>();
        for (Incoming one : fresh) {
            if (one.buying().isPresent() && !wanted.containsKey(one.customer())) {
                answers.put(one.customer(), notSold(one.buying().get()));
            } else {
                taken.add(one);
            }
        }
        if (!taken.isEmpty()) {
            answers.putAll(taken(taken, wanted));
        }
        return incoming.stream()
                .map(one -> Objects.requireNonNull(answers.get(one.customer())))
                .toList();
    }

    private static Map<Integer, Incoming.Buying> buying(List<Incoming> incoming) {
        Map<Integer, Incoming.Buying> buying = new TreeMap<>();
        incoming.forEach(one -> one.buying().ifPresent(what -> buying.put(one.customer(), what)));
        return buying;
    }

    private static Received repeated(Incoming incoming, Receipt before) {
        boolean same =
                before.customer() == incoming.customer()
                        && before.amount().equals(incoming.amount());
        return same
                ? new Received.Repeated(before)
                : refused(
                        "source",
                        incoming.source(),
                        "%s of customer %d".formatted(before.amount(), before.customer()));
    }

    private Optional<Received> refused(Incoming incoming) {
        if (incoming.day().isAfter(stores.ledger().today())) {
            return Optional.of(refused("day", incoming.day(), "today or earlier"));
        }
        return incoming.invoice()
                .filter(id ->
                        stores.dues()
                                .find(id)
                                .filter(due -> due.customer() == incoming.customer())
                                .isEmpty())
                .map(id -> refused("invoice", id, "one of the customer that is not void"));
    }

    private static Received notSold(Incoming.Buying buying) {
        return refused(
                "subscription", buying.subscription(), "a prepaid one that runs, the customer's");
    }

    private static Received refused(String field, Object found, String expected) {
        return new Received.Refused(new Fault(field, "" + found, expected));
    }

    private Map<Integer, Received> taken(List<Incoming> incoming, Map<Integer, Renewal> wanted) {
        if (changes.wait(incoming.stream().map(Incoming::customer).toList())) {
            // The counter of invoices comes before that of receipts, whoever needs both.
            stores.series()
                    .lock(DocumentKind.INVOICE, stores.ledger().openDay(stores.ledger().today()));
        }
        Map<Integer, Money> missing = missing(incoming, wanted);
        Map<Integer, Issued> issued = issued(incoming, wanted, missing);
        List<Payment> payments = booked(incoming, wanted, missing, issued);
        payments.stream()
                .filter(payment -> payment.rest().isPositive())
                .forEach(payment -> changes.settleAll(payment.customer()));
        return done(payments);
    }

    /// Of those who buy, by customer.
    private Map<Integer, Money> missing(List<Incoming> incoming, Map<Integer, Renewal> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var balances = stores.books().balances(List.copyOf(wanted.keySet()));
        Map<Integer, Money> missing = new HashMap<>();
        for (Incoming one : incoming) {
            Renewal renewal = wanted.get(one.customer());
            if (renewal != null) {
                var balance = balances.get(one.customer());
                Money credit = balance == null ? Money.ZERO : balance.credit();
                Money left = renewal.total().minus(one.amount()).minus(credit);
                missing.put(one.customer(), left.isPositive() ? left : Money.ZERO);
            }
        }
        return missing;
    }

    /// Invoices of the time that can be paid.
    private Map<Integer, Issued> issued(
            List<Incoming> incoming, Map<Integer, Renewal> wanted, Map<Integer, Money> missing) {
        List<Bill> bills =
                incoming.stream()
                        .map(Incoming::customer)
                        .filter(customer -> Money.ZERO.equals(missing.get(customer)))
                        .map(customer -> Objects.requireNonNull(wanted.get(customer)).bill())
                        .toList();
        return issuing.issue(bills).stream().collect(Collectors.toMap(Issued::customer, o -> o));
    }

    private List<Payment> booked(
            List<Incoming> incoming,
            Map<Integer, Renewal> wanted,
            Map<Integer, Money> missing,
            Map<Integer, Issued> issued) {
        List<Receipts.NewReceipt> receipts = receipts(incoming);
        var dues = stores.dues().open(incoming.stream().map(Incoming::customer).toList());
        List<Payment> payments = new ArrayList<>();
        for (Receipts.NewReceipt receipt : receipts) {
            int customer = receipt.incoming().customer();
            payments.add(
                    Payment.of(
                            receipt,
                            Optional.ofNullable(wanted.get(customer)),
                            missing.getOrDefault(customer, Money.ZERO),
                            Optional.ofNullable(issued.get(customer)),
                            dues.getOrDefault(customer, List.of())));
        }
        List<Payment> booked = numbered(payments);
        stores.allocations().add(booked.stream().flatMap(one -> one.made().stream()).toList());
        stores.ledger()
                .postAll(booked.stream().flatMap(one -> one.postings().stream()).toList())
                .forEach(posted -> posted.batchOrRefuse());
        renewals.extend(booked.stream().flatMap(payment -> payment.sold().stream()).toList());
        stores.outbox()
                .addAll(
                        booked.stream()
                                .map(one -> new ReceiptIssued(one.receipt().id(), one.customer()))
                                .toList());
        return booked;
    }

    /// With the ids of their allocations.
    private List<Payment> numbered(List<Payment> payments) {
        int count = payments.stream().mapToInt(payment -> payment.made().size()).sum();
        var ids = (count == 0 ? List.<Long>of() : stores.allocations().ids(count)).iterator();
        return payments.stream().map(payment -> payment.numbered(ids)).toList();
    }

    /// A payment that was taken down on a day that is closed now counts to the first open one.
    private List<Receipts.NewReceipt> receipts(List<Incoming> incoming) {
        Map<LocalDate, LocalDate> days = new HashMap<>();
        Map<Integer, List<Incoming>> years = new TreeMap<>();
        for (Incoming one : incoming) {
            LocalDate day = days.computeIfAbsent(one.day(), stores.ledger()::openDay);
            years.computeIfAbsent(FiscalYear.of(day).first(), _ -> new ArrayList<>()).add(one);
        }
        Map<Integer, Parties> parties = Parties.of(stores, incoming);
        List<Long> ids = stores.receipts().ids(incoming.size());
        List<Receipts.NewReceipt> receipts = new ArrayList<>();
        years.forEach((_, some) -> {
            LocalDate first = Objects.requireNonNull(days.get(some.getFirst().day()));
            var numbers = stores.series().take(DocumentKind.RECEIPT, first, some.size()).iterator();
            for (Incoming one : some) {
                receipts.add(
                        new Receipts.NewReceipt(
                                ids.get(receipts.size()),
                                one,
                                Objects.requireNonNull(days.get(one.day())),
                                numbers.next(),
                                Objects.requireNonNull(parties.get(one.customer()))));
            }
        });
        stores.receipts().add(receipts);
        return receipts;
    }

    private Map<Integer, Received> done(List<Payment> payments) {
        List<Long> ids = payments.stream().map(one -> one.receipt().id()).toList();
        Map<Long, Receipt> receipts =
                stores.receipts().find(ids).stream().collect(Collectors.toMap(Receipt::id, o -> o));
        Map<Long, List<Allocation>> made = stores.allocations().ofReceipts(ids);
        Map<Integer, Received> done = new HashMap<>();
        for (Payment payment : payments) {
            long id = payment.receipt().id();
            done.put(
                    payment.customer(),
                    new Received.Done(
                            Objects.requireNonNull(receipts.get(id)),
                            made.getOrDefault(id, List.of()),
                            payment.renewal().map(Issued::invoice),
                            payment.rest(),
                            payment.missing()));
        }
        return done;
    }
}
