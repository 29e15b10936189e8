package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Batch;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Invoices that somebody writes by hand, and those that should not have been (billing.md C.6).
/// Call it within a unit of work.
public final class InvoiceDesk {
    private final BillingStores stores;
    private final BillingBelow below;
    private final Issuing issuing;
    private final Recognition recognition;
    private final Spending spending;

    InvoiceDesk(
            BillingStores stores,
            BillingBelow below,
            Issuing issuing,
            Recognition recognition,
            Spending spending) {
        this.stores = stores;
        this.below = below;
        this.issuing = issuing;
        this.recognition = recognition;
        this.spending = spending;
    }

    /// A draft without a number; nobody owes anything for it.
    public Made draft(int customer, List<LineDraft> lines) {
        if (stores.customers().find(List.of(customer)).isEmpty()) {
            return new Made.Missing("customer", customer);
        }
        return new Made.Done(stores.invoices().addDraft(customer, lines));
    }

    /// Other lines for a draft, as `version` saw it.
    public Made change(long id, long version, List<LineDraft> lines) {
        return stores.invoices().changeDraft(id, version, lines)
                ? new Made.Done(id)
                : noDraft(id, version);
    }

    public Made drop(long id, long version) {
        if (!stores.invoices().lockDraft(id, version)) {
            return noDraft(id, version);
        }
        stores.invoices().drop(id);
        return new Made.Done(id);
    }

    private Made noDraft(long id, long version) {
        Optional<InvoiceHead> head = stores.invoices().head(id);
        if (head.isEmpty()) {
            return new Made.Missing("invoice", id);
        }
        return head.get().draft()
                ? refused("version", version, "" + head.get().version())
                : refused("invoice", head.get().number().orElseThrow(), "a draft");
    }

    private static Made refused(String field, Object found, String expected) {
        return new Made.Refused(new Fault(field, "" + found, expected));
    }

    /// It gets its number, its tax and its place in the books, and never changes again.
    public Made finalise(long id, long version) {
        Optional<InvoiceHead> head = stores.invoices().head(id);
        if (head.isEmpty()) {
            return new Made.Missing("invoice", id);
        }
        stores.locks().take(List.of(head.get().customer()));
        if (!stores.invoices().lockDraft(id, version)) {
            return noDraft(id, version);
        }
        List<LineDraft> lines =
                stores.invoices().lines(id).stream().map(InvoiceDesk::again).toList();
        if (lines.stream().map(LineDraft::net).reduce(Money.ZERO, Money::plus).poisha() < 0) {
            return refused("lines", "less than 0 in all", "0 or more: give credit instead");
        }
        issuing.issue(
                List.of(
                        new Bill(
                                head.get().customer(),
                                head.get().kind(),
                                lines,
                                Optional.empty(),
                                Optional.of(id))));
        return new Made.Done(id);
    }

    private static LineDraft again(InvoiceLine line) {
        return new LineDraft(
                line.kind(),
                line.says(),
                line.account(),
                line.serviceClass(),
                line.covered(),
                line.discount(),
                line.amounts().net(),
                line.why());
    }

    /// What was owed for before the books began, against the opening account; without tax.
    public long open(int customer, Money owed, LineDraft.Says says, Object why) {
        stores.locks().take(List.of(customer));
        var line =
                new LineDraft(
                        LineKind.OPENING,
                        says,
                        AccountKind.OPENING,
                        "",
                        Optional.empty(),
                        Money.ZERO,
                        owed,
                        why);
        Bill bill = Bill.of(customer, InvoiceKind.OPENING, List.of(line));
        return issuing.issue(List.of(bill)).getFirst().invoice();
    }

    /// A final invoice that should not have been: the books have its mirror, its number stays used,
    /// what was paid for it is the customer's credit, and the time that it charged is gone. One
    /// that was credited in part or whose revenue was earned in a later month is corrected by a
    /// credit note. Time that others followed ends the request: what was sold later goes first.
    public Made makeVoid(long id, String why) {
        Optional<InvoiceHead> found = stores.invoices().head(id);
        if (found.isEmpty()) {
            return new Made.Missing("invoice", id);
        }
        stores.locks().take(List.of(found.get().customer()));
        Invoice invoice = stores.invoices().find(id).orElseThrow();
        if (invoice.head().voided().isPresent()) {
            return new Made.Repeated(id);
        }
        if (invoice.head().draft()) {
            return refused("invoice", "a draft", "a final one");
        }
        if (invoice.head().kind() == InvoiceKind.CHANGE) {
            return refused("invoice", "one of a change of plan", "another: change the plan back");
        }
        if (!stores.notes().ofInvoice(id).isEmpty()) {
            return refused("invoice", "one with credit notes", "one without");
        }
        recognition.settle(id);
        if (!stores.deferrals().takeBack(id)) {
            return refused("invoice", "one with earned months", "one without: give credit");
        }
        unsell(id);
        unmake(invoice.head(), why);
        return new Made.Done(id);
    }

    private void unsell(long invoice) {
        for (SoldTime.Sale sale : stores.time().of(invoice)) {
            var origin = new Origin("void", sale.cause());
            below.subscriptions()
                    .time()
                    .annul(sale.subscription(), origin, sale.origin())
                    .idOrRefuse();
        }
        stores.time().release(invoice);
        stores.oneOffs().release(invoice);
    }

    private void unmake(InvoiceHead head, String why) {
        LocalDate day = stores.ledger().openDay(stores.ledger().today());
        List<Allocation> paid =
                stores.allocations().ofInvoice(head.id()).stream()
                        .filter(allocation -> allocation.undone().isEmpty())
                        .toList();
        stores.allocations().undo(paid.stream().map(Allocation::id).toList(), day, why);
        stores.invoices().makeVoid(head.id(), day, why);
        String says = "Invoice %s void: %s".formatted(head.number().orElseThrow(), why);
        freed(head, paid)
                .ifPresent(entries ->
                        stores.ledger()
                                .post(
                                        new Posting(
                                                new Source("invoice", head.id(), "freed"),
                                                day,
                                                says,
                                                entries))
                                .batchOrRefuse());
        stores.books()
                .find(new Source("invoice", head.id(), "issued"))
                .map(Batch::id)
                .ifPresent(batch ->
                        stores.ledger()
                                .reverse(
                                        batch,
                                        new Source("invoice", head.id(), "voided"),
                                        day,
                                        says)
                                .batchOrRefuse());
        stores.outbox().add(new InvoiceVoided(head.id(), head.customer()));
        spending.onAll(List.of(head.customer()));
    }

    /// What paid it is credit again, each of its own kind.
    private static Optional<List<Entry>> freed(InvoiceHead head, List<Allocation> paid) {
        Money given = sum(paid, true);
        Money real = sum(paid, false);
        List<Entry> entries = new ArrayList<>();
        if (given.isPositive()) {
            entries.add(Entry.credit(AccountKind.PROMO, head.customer(), given));
        }
        if (real.isPositive()) {
            entries.add(Entry.credit(AccountKind.ADVANCE, head.customer(), real));
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        entries.add(Entry.debit(AccountKind.RECEIVABLE, head.customer(), given.plus(real)));
        return Optional.of(entries);
    }

    private static Money sum(List<Allocation> paid, boolean given) {
        return paid.stream()
                .filter(one -> (one.from() == Allocation.From.PROMO) == given)
                .map(Allocation::amount)
                .reduce(Money.ZERO, Money::plus);
    }
}
