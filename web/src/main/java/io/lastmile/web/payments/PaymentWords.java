package io.lastmile.web.payments;

import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.payments.BankAccount;
import io.lastmile.core.payments.BankLine;
import io.lastmile.core.payments.CashPayment;
import io.lastmile.core.payments.CashQuote;
import io.lastmile.core.payments.Cheque;
import io.lastmile.core.payments.Counter;
import io.lastmile.core.payments.HandOver;
import io.lastmile.core.payments.Outcome;
import io.lastmile.core.payments.Statement;
import io.lastmile.core.payments.Till;
import io.lastmile.core.payments.Twin;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Money in hand in the reader's words.
final class PaymentWords {
    private final Texts texts;
    private final Instant now;

    PaymentWords(Texts texts, Instant now) {
        this.texts = texts;
        this.now = now;
    }

    String taka(Money money) {
        return texts.format().taka(money.poisha());
    }

    String day(LocalDate day) {
        return texts.format().day(day);
    }

    private String moment(Instant time) {
        return texts.format().moment(time, now);
    }

    String name(Customer customer) {
        var person = customer.person();
        return texts.bangla() && !person.nameBn().isEmpty() ? person.nameBn() : person.name();
    }

    PaymentView.Hit hit(Customer customer, String line) {
        String mobile = texts.format().digits(customer.person().mobile());
        return new PaymentView.Hit(
                customer.id(),
                name(customer),
                customer.number(),
                line.isEmpty() ? mobile : mobile + " · " + line);
    }

    PaymentView.Person person(Customer customer, Counter.Standing standing) {
        List<PaymentView.Fact> facts = new ArrayList<>();
        facts.add(fact("cash.due", taka(standing.balance().due())));
        if (standing.overdue().isPositive()) {
            facts.add(fact("cash.overdue", taka(standing.overdue())));
        }
        facts.add(fact("cash.credit", taka(standing.balance().credit())));
        for (Counter.Service service : standing.services()) {
            facts.add(new PaymentView.Fact(named(service), ends(service)));
        }
        return new PaymentView.Person(
                customer.id(), name(customer), customer.number(), facts, purposes(standing));
    }

    private static String named(Counter.Service service) {
        return service.plan().isEmpty() ? service.line() : service.line() + " · " + service.plan();
    }

    /// The last day that is paid: whoever asks means that, not the first one that is not.
    private String ends(Counter.Service service) {
        if (!service.prepaid()) {
            return texts.of("cash.postpaid");
        }
        return service.until()
                .map(day -> texts.of("cash.paid-through", "day", day(day.minusDays(1))))
                .orElse(texts.of("cash.never-paid"));
    }

    private List<PaymentView.Purpose> purposes(Counter.Standing standing) {
        List<PaymentView.Purpose> purposes = new ArrayList<>();
        purposes.add(new PaymentView.Purpose("", texts.of("cash.for-due")));
        for (Counter.Service service : standing.services()) {
            service.price()
                    .map(price ->
                            texts.of(
                                    "cash.for-service",
                                    "service",
                                    named(service),
                                    "price",
                                    taka(price)))
                    .map(says -> new PaymentView.Purpose("subscription-" + service.id(), says))
                    .ifPresent(purposes::add);
        }
        for (InvoiceHead head : standing.open()) {
            String says =
                    texts.of(
                            "cash.for-invoice",
                            "number",
                            head.number().orElse(""),
                            "open",
                            taka(head.open()));
            purposes.add(new PaymentView.Purpose("invoice-" + head.id(), says));
        }
        return purposes;
    }

    PaymentView.Quote quote(CashQuote quote) {
        List<PaymentView.Fact> facts = new ArrayList<>();
        quote.buys().ifPresent(time -> facts.addAll(bought(time)));
        for (CashQuote.Part part : quote.pays()) {
            facts.add(
                    new PaymentView.Fact(
                            texts.of("cash.pays", "number", part.number()), taka(part.amount())));
        }
        if (quote.toCredit().isPositive()) {
            facts.add(fact("cash.to-credit", taka(quote.toCredit())));
        }
        String missing =
                quote.missing().isPositive()
                        ? texts.of("cash.missing", "amount", taka(quote.missing()))
                        : "";
        return new PaymentView.Quote(taka(quote.amount()), facts, missing);
    }

    private List<PaymentView.Fact> bought(CashQuote.Time time) {
        List<PaymentView.Fact> facts = new ArrayList<>();
        facts.add(fact("cash.buys", taka(time.total())));
        if (time.byCredit().isPositive()) {
            facts.add(fact("cash.by-credit", taka(time.byCredit())));
        }
        facts.add(
                fact(
                        "cash.then-paid",
                        texts.of(
                                "cash.span",
                                "from",
                                day(time.from()),
                                "to",
                                day(time.until().minusDays(1)))));
        return facts;
    }

    PaymentView.Paid paid(CashPayment payment) {
        return new PaymentView.Paid(
                payment.id(),
                payment.till(),
                payment.customer(),
                payment.name(),
                taka(payment.amount()),
                day(payment.day()),
                moment(payment.made()),
                payment.by(),
                payment.receipt().map(CashPayment.Paper::number).orElse(""),
                payment.note(),
                payment.undone().orElse(""));
    }

    PaymentView.Till till(Till till) {
        return new PaymentView.Till(
                till.id(),
                till.name(),
                till.person(),
                taka(till.balance()),
                till.waiting().isZero() ? "" : taka(till.waiting()),
                taka(till.free()));
    }

    PaymentView.HandOver handOver(HandOver one) {
        var settled = one.settled();
        String counted = settled.flatMap(HandOver.Settled::counted).map(this::taka).orElse("");
        return new PaymentView.HandOver(
                one.id(),
                one.person(),
                taka(one.amount()),
                one.bank().map(BankAccount::name).orElse(texts.of("till.counter")),
                one.note(),
                moment(one.made()),
                Fields.nameOf(one.state()),
                texts.of("till.state." + Fields.nameOf(one.state()), "amount", counted),
                settled.map(s -> s.by() + ", " + moment(s.time())).orElse(""),
                settled.map(HandOver.Settled::why).orElse(""));
    }

    static PaymentView.Bank bank(BankAccount bank) {
        return new PaymentView.Bank(bank.id(), bank.name());
    }

    PaymentView.Cheque cheque(Cheque cheque) {
        List<PaymentView.Fact> facts = new ArrayList<>();
        facts.add(fact("cheque.received", day(cheque.received()) + ", " + cheque.by()));
        var steps = cheque.steps();
        steps.deposited()
                .map(day -> day(day) + ", " + steps.into().map(BankAccount::name).orElse(""))
                .ifPresent(says -> facts.add(fact("cheque.deposited", says)));
        steps.cleared().ifPresent(day -> facts.add(fact("cheque.cleared", day(day))));
        steps.bounced()
                .map(day -> day(day) + ", " + cheque.why())
                .ifPresent(says -> facts.add(fact("cheque.bounced", says)));
        if (!cheque.note().isEmpty()) {
            facts.add(fact("cash.note", cheque.note()));
        }
        String state = Fields.nameOf(cheque.state());
        return new PaymentView.Cheque(
                cheque.id(),
                cheque.customer(),
                cheque.name(),
                cheque.paper().bank(),
                cheque.paper().number(),
                day(cheque.paper().dated()),
                taka(cheque.paper().amount()),
                state,
                texts.of("cheque.state." + state),
                facts);
    }

    PaymentView.BankLine line(BankLine line, Optional<BankLine.Proposal> seems, String number) {
        var printed = line.printed();
        String text =
                Stream.of(printed.says(), printed.sender(), printed.reference())
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(" · "));
        String state = Fields.nameOf(line.state());
        String why = line.settled().map(BankLine.Settled::why).orElse("");
        return new PaymentView.BankLine(
                line.id(),
                line.bank().name(),
                day(printed.day()),
                taka(printed.amount()),
                text,
                state,
                texts.of("bank.state." + state) + (why.isEmpty() ? "" : ": " + why),
                line.name(),
                seems.map(BankLine.Proposal::name).orElse(""),
                number,
                seems.map(BankLine.Proposal::exact).orElse(false));
    }

    /// What became of it, what it could not do last.
    List<PaymentView.Fact> outcome(Outcome outcome) {
        List<PaymentView.Fact> facts = new ArrayList<>();
        for (CashQuote.Part part : outcome.pays()) {
            facts.add(
                    new PaymentView.Fact(
                            texts.of("cash.pays", "number", part.number()), taka(part.amount())));
        }
        if (outcome.toCredit().isPositive()) {
            facts.add(fact("cash.to-credit", taka(outcome.toCredit())));
        }
        if (outcome.noTime()) {
            facts.add(fact("cash.no-time", texts.of("cash.no-time-says")));
        }
        return facts;
    }

    PaymentView.Twin twin(Twin twin) {
        String kind = Fields.nameOf(twin.kind());
        return new PaymentView.Twin(
                kind,
                twin.id(),
                texts.of("bank.twin." + kind, "says", twin.says()),
                twin.name(),
                day(twin.day()));
    }

    PaymentView.Statement statement(Statement statement) {
        return new PaymentView.Statement(
                statement.bank().name(),
                statement.fileName(),
                moment(statement.made()),
                texts.of(
                        "bank.taken",
                        "lines",
                        texts.format().number(statement.lines()),
                        "added",
                        texts.format().number(statement.added())),
                statement.faults().stream().map(Fault::toString).toList());
    }

    private PaymentView.Fact fact(String key, String value) {
        return new PaymentView.Fact(texts.of(key), value);
    }
}
