package io.lastmile.core.billing;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gives credit for lines of an invoice (billing.md C.5 to C.7): never more than a line charged, at
/// the rates of the invoice. Call it within a unit of work.
public final class CreditDesk {
    private final BillingStores stores;
    private final Recognition recognition;
    private final Spending spending;

    CreditDesk(BillingStores stores, Recognition recognition, Spending spending) {
        this.stores = stores;
        this.recognition = recognition;
        this.spending = spending;
    }

    /// A source of its own, for credit that somebody gives by hand.
    public Origin byHand() {
        return stores.notes().byHand();
    }

    /// Once per source; the id is the note's.
    public Made credit(CreditDraft draft) {
        Optional<InvoiceHead> found = stores.invoices().head(draft.invoice());
        if (found.isEmpty()) {
            return new Made.Missing("invoice", draft.invoice());
        }
        stores.locks().take(List.of(found.get().customer()));
        Optional<CreditNote> before = stores.notes().find(draft.source());
        if (before.isPresent()) {
            return new Made.Repeated(before.get().id());
        }
        Invoice invoice = stores.invoices().find(draft.invoice()).orElseThrow();
        Map<Integer, Amounts> earlier = stores.notes().credited(draft.invoice());
        return refused(invoice, earlier, draft)
                .map(fault -> (Made) new Made.Refused(fault))
                .orElseGet(() -> new Made.Done(book(invoice, earlier, draft)));
    }

    private static Optional<Fault> refused(
            Invoice invoice, Map<Integer, Amounts> earlier, CreditDraft draft) {
        if (invoice.head().draft() || invoice.head().voided().isPresent()) {
            return Optional.of(
                    new Fault("invoice", "" + draft.invoice(), "a final one that is not void"));
        }
        if (draft.nets().isEmpty()) {
            return Optional.of(new Fault("lines", "none", "at least one"));
        }
        for (var wanted : new TreeMap<>(draft.nets()).entrySet()) {
            Money left =
                    invoice.lines().stream()
                            .filter(line -> line.line() == wanted.getKey())
                            .map(line -> line.amounts().net().minus(sum(earlier, line).net()))
                            .findFirst()
                            .orElse(Money.ZERO);
            if (!wanted.getValue().isPositive() || wanted.getValue().compareTo(left) > 0) {
                return Optional.of(
                        new Fault(
                                "lines." + wanted.getKey(),
                                wanted.getValue().grouped(),
                                "more than 0, at most " + left.grouped() + " that is left of it"));
            }
        }
        Money net = draft.nets().values().stream().reduce(Money.ZERO, Money::plus);
        Money given = earlier.values().stream().map(Amounts::net).reduce(Money.ZERO, Money::plus);
        Money left = invoice.head().amounts().net().minus(given);
        return net.compareTo(left) > 0
                ? Optional.of(
                        new Fault(
                                "lines",
                                net.grouped(),
                                "at most " + left.grouped() + " that is left of the invoice"))
                : Optional.empty();
    }

    private static Amounts sum(Map<Integer, Amounts> earlier, InvoiceLine line) {
        return earlier.getOrDefault(line.line(), Amounts.ZERO);
    }

    private long book(Invoice invoice, Map<Integer, Amounts> earlier, CreditDraft draft) {
        recognition.settle(draft.invoice());
        List<CreditNote.Line> lines = new ArrayList<>();
        for (InvoiceLine line : invoice.lines()) {
            Money net = draft.nets().get(line.line());
            if (net != null) {
                Amounts credited = taxed(line.amounts(), sum(earlier, line), net);
                lines.add(new CreditNote.Line(line.line(), credited));
            }
        }
        Amounts all =
                lines.stream().map(CreditNote.Line::amounts).reduce(Amounts.ZERO, Amounts::plus);
        LocalDate day = stores.ledger().openDay(stores.ledger().today());
        Money toDue = Spending.least(all.total(), invoice.head().open());
        CreditNote note =
                new CreditNote(
                        0,
                        invoice.head().customer(),
                        draft.invoice(),
                        stores.series().take(DocumentKind.CREDIT_NOTE, day, 1).getFirst(),
                        draft.reason(),
                        draft.source(),
                        day,
                        all,
                        toDue,
                        all.total().minus(toDue),
                        Json.MAPPER.valueToTree(printed(invoice, draft)),
                        stores.clock().instant(),
                        Actor.current().login(),
                        lines);
        long id = stores.notes().add(note);
        stores.ledger().post(posting(id, note, earned(invoice, note))).batchOrRefuse();
        stores.outbox().add(new CreditNoteIssued(id, note.customer()));
        if (note.toCredit().isPositive()) {
            spending.onAll(List.of(note.customer()));
        }
        return id;
    }

    /// As on the invoice, by prefix: what all notes of a line give is its tax to the poisha once
    /// all of it is credited.
    static Amounts taxed(Amounts line, Amounts earlier, Money net) {
        Money sum = earlier.net().plus(net);
        return new Amounts(
                net,
                part(line.sd(), sum, line.net()).minus(earlier.sd()),
                part(line.vat(), sum, line.net()).minus(earlier.vat()));
    }

    /// R(tax * sum / net).
    private static Money part(Money tax, Money sum, Money net) {
        BigInteger twice =
                BigInteger.valueOf(tax.poisha())
                        .multiply(BigInteger.valueOf(sum.poisha()))
                        .shiftLeft(1)
                        .add(BigInteger.valueOf(net.poisha()));
        return new Money(
                twice.divide(BigInteger.valueOf(net.poisha()).shiftLeft(1)).longValueExact());
    }

    private record Given(Object seller, Object buyer, String invoice, String why) {}

    private static Given printed(Invoice invoice, CreditDraft draft) {
        return new Given(
                invoice.printed().orElseThrow().path("seller"),
                invoice.printed().orElseThrow().path("buyer"),
                invoice.head().number().orElseThrow(),
                draft.why());
    }

    /// By account, what the note takes back of what was earned or is to be: what is not earned yet
    /// goes first.
    private Map<AccountKind, Money> earned(Invoice invoice, CreditNote note) {
        Map<AccountKind, Money> taken = new EnumMap<>(AccountKind.class);
        for (CreditNote.Line credited : note.lines()) {
            InvoiceLine line =
                    invoice.lines().stream()
                            .filter(one -> one.line() == credited.line())
                            .findFirst()
                            .orElseThrow();
            Money net = credited.amounts().net();
            Money ahead = ahead(note.invoice(), line.line(), net);
            taken.merge(AccountKind.DEFERRED_REVENUE, ahead, Money::plus);
            taken.merge(line.account(), net.minus(ahead), Money::plus);
        }
        return taken;
    }

    /// Takes `net` from what of the line is still to be earned.
    private Money ahead(long invoice, int line, Money net) {
        Optional<Deferrals.Deferral> left = stores.deferrals().ofLine(invoice, line);
        if (left.isEmpty()) {
            return Money.ZERO;
        }
        Deferrals.NewDeferral what = left.get().what();
        Money taken = Spending.least(net, what.amount());
        stores.deferrals().settle(List.of(left.get().id()), false);
        Money rest = what.amount().minus(taken);
        if (rest.isPositive()) {
            stores.deferrals()
                    .add(
                            List.of(
                                    new Deferrals.NewDeferral(
                                            invoice, line, what.customer(), what.day(), rest)));
        }
        return taken;
    }

    private static Posting posting(long id, CreditNote note, Map<AccountKind, Money> earned) {
        Map<AccountKind, Money> debits = new EnumMap<>(earned);
        debits.merge(AccountKind.SD_PAYABLE, note.amounts().sd(), Money::plus);
        debits.merge(AccountKind.VAT_PAYABLE, note.amounts().vat(), Money::plus);
        List<Entry> entries = new ArrayList<>();
        debits.forEach((account, amount) -> {
            if (!amount.isZero()) {
                entries.add(new Entry(Account.of(account), 0, amount));
            }
        });
        if (note.toDue().isPositive()) {
            entries.add(Entry.credit(AccountKind.RECEIVABLE, note.customer(), note.toDue()));
        }
        if (note.toCredit().isPositive()) {
            entries.add(Entry.credit(AccountKind.ADVANCE, note.customer(), note.toCredit()));
        }
        return new Posting(
                new Source("credit-note", id, "issued"),
                note.day(),
                "Credit note " + note.number(),
                entries);
    }
}
