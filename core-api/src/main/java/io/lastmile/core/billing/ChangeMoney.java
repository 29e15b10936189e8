package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.PlanChange;
import io.lastmile.core.subscriptions.Segment;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The money of a change of plan (billing.md C.3): one invoice with what goes and what comes, taxed
/// on the document, or credit for what is left over, never cash. The quote is the charge, or there
/// is none. Call it within a unit of work: the change is applied with its papers or not at all.
public final class ChangeMoney {
    private static final int LETTERS = 26;

    private final BillingStores stores;
    private final BillingBelow below;
    private final Issuing issuing;
    private final CreditDesk credits;

    ChangeMoney(BillingStores stores, BillingBelow below, Issuing issuing, CreditDesk credits) {
        this.stores = stores;
        this.below = below;
        this.issuing = issuing;
        this.credits = credits;
    }

    /// Empty where there is no such change, or it moves no money any more.
    public Optional<ChangeQuote> quote(long change) {
        return below.subscriptions()
                .stores()
                .changes()
                .find(change)
                .filter(found -> !found.settled())
                .map(found -> quote(found, service(found)));
    }

    private ChangeQuote quote(PlanChange change, Subscription service) {
        List<Segment> old = rest(change);
        List<LineDraft> lines = new ArrayList<>(credited(change, old));
        if (change.charge().isPositive()) {
            PlanVersion terms = below.terms(change.plan(), change.planVersion());
            lines.add(line(LineKind.CHANGE_CHARGE, terms, Optional.empty(), change.charge(), ""));
        }
        LocalDate issued = stores.ledger().openDay(stores.ledger().today());
        Taxed taxed =
                Tax.onTop(
                        lines.stream()
                                .map(line -> new Tax.Charge(line.net(), line.serviceClass()))
                                .toList(),
                        stores.taxes().rules(),
                        TaxRules.taxDay(change.day(), issued, Optional.empty()));
        boolean prepaid = service.kind() == SubscriptionKind.PREPAID;
        Money credit = stores.books().balance(service.customer()).credit();
        Money missing = prepaid ? taxed.gross().minus(credit) : Money.ZERO;
        return new ChangeQuote(
                change, taxed, taxed.gross(), missing.isPositive() ? missing : Money.ZERO);
    }

    private Subscription service(PlanChange change) {
        return below.subscriptions()
                .stores()
                .subscriptions()
                .find(change.subscription())
                .orElseThrow();
    }

    /// Applies an approved change once what it costs is there: a prepaid service wants credit for
    /// all of it, a postpaid one is billed for it.
    public Made settle(long id) {
        Optional<PlanChange> found = below.subscriptions().stores().changes().find(id);
        if (found.isEmpty()) {
            return new Made.Missing("plan change", id);
        }
        Subscription service = service(found.get());
        stores.locks().take(List.of(service.customer()));
        PlanChange change = below.subscriptions().stores().changes().find(id).orElseThrow();
        List<Segment> old = rest(change);
        List<LineDraft> gone = credited(change, old);
        if (!change.settled() && change.net().isPositive()) {
            Money missing = quote(change, service).missing();
            if (missing.isPositive()) {
                return Made.refused("credit", missing.grouped() + " too little", "all it costs");
            }
        }
        Made made = below.subscriptions().changes().pay(id, new Origin("plan-change", id));
        if (made instanceof Made.Done && change.net().isPositive()) {
            bill(change, service, gone);
        } else if (made instanceof Made.Done && change.net().poisha() < 0) {
            refund(change, gone);
        }
        return made;
    }

    /// What of a customer's approved changes can be paid now is.
    void settleAll(int customer) {
        below.subscriptions().stores().changes().approved(customer).stream()
                .flatMap(id -> quote(id).stream())
                .filter(quote -> quote.total().isPositive() && quote.missing().isZero())
                .forEach(quote -> settle(quote.change().id()));
    }

    /// The days that the change takes, as they were sold.
    private List<Segment> rest(PlanChange change) {
        return below
                .subscriptions()
                .stores()
                .entitlements()
                .paidTime(change.subscription())
                .segments()
                .stream()
                .filter(segment -> segment.end().isAfter(change.day()))
                .toList();
    }

    /// What goes, a line for each segment: whole ones are worth what is left of their charge, the
    /// one of the change's day the rest, so that all sum to the quote.
    private List<LineDraft> credited(PlanChange change, List<Segment> old) {
        List<LineDraft> lines = new ArrayList<>();
        Money left = change.credit();
        for (Segment segment : old.reversed()) {
            Money earlier = stores.notes().ofService(segment).on(segment.net());
            Money worth =
                    segment == old.getFirst()
                            ? left
                            : Spending.least(left, segment.net().minus(earlier));
            left = left.minus(worth);
            if (worth.isPositive()) {
                LocalDate from =
                        segment.start().isBefore(change.day()) ? change.day() : segment.start();
                var days =
                        new Covered(
                                change.subscription(),
                                segment.plan(),
                                segment.planVersion(),
                                from,
                                segment.end());
                PlanVersion terms = below.terms(segment.plan(), segment.planVersion());
                String rule = "plan-change-credit";
                lines.addFirst(
                        line(
                                LineKind.CHANGE_CREDIT,
                                terms,
                                Optional.of(days),
                                worth.negated(),
                                rule));
            }
        }
        return lines;
    }

    private static LineDraft line(
            LineKind kind, PlanVersion terms, Optional<Covered> days, Money net, String rule) {
        LineDraft.Says says = Renewals.says(terms);
        return new LineDraft(
                kind,
                says,
                AccountKind.REVENUE_INTERNET,
                terms.terms().taxClass(),
                days,
                Money.ZERO,
                net,
                Map.of("rule", rule, "price", terms.terms().price()));
    }

    private void bill(PlanChange change, Subscription service, List<LineDraft> gone) {
        List<LineDraft> lines = new ArrayList<>();
        gone.forEach(line -> lines.add(ahead(line) ? undeferred(line) : line));
        lines.addAll(charged(change));
        Bill bill = Bill.of(service.customer(), InvoiceKind.CHANGE, lines);
        Issued issued = issuing.issue(List.of(bill)).getFirst();
        if (service.kind() == SubscriptionKind.PREPAID && issued.open().isPositive()) {
            throw new IllegalStateException(
                    "plan change %d: %s open (expected: paid by credit)"
                            .formatted(change.id(), issued.open()));
        }
    }

    /// What comes, a line for each segment as it is now.
    private List<LineDraft> charged(PlanChange change) {
        List<Segment> fresh = rest(change);
        Money sum = fresh.stream().map(Segment::net).reduce(Money.ZERO, Money::plus);
        boolean whole = fresh.size() == 1 || !sum.equals(change.charge());
        List<LineDraft> lines = new ArrayList<>();
        for (Segment segment : whole ? fresh.subList(0, 1) : fresh) {
            LocalDate from =
                    segment.start().isBefore(change.day()) ? change.day() : segment.start();
            LocalDate end = whole ? fresh.getLast().end() : segment.end();
            var days =
                    new Covered(
                            change.subscription(),
                            segment.plan(),
                            segment.planVersion(),
                            from,
                            end);
            PlanVersion terms = below.terms(segment.plan(), segment.planVersion());
            Money net = whole ? change.charge() : segment.net();
            String rule = "plan-change-charge";
            lines.add(line(LineKind.CHANGE_CHARGE, terms, Optional.of(days), net, rule));
        }
        return lines;
    }

    private boolean ahead(LineDraft line) {
        YearMonth begins = YearMonth.from(line.covered().orElseThrow().start());
        return begins.isAfter(YearMonth.from(stores.ledger().openDay(stores.ledger().today())));
    }

    /// Days of a later month were not earned yet: what was to be is taken back instead.
    private LineDraft undeferred(LineDraft line) {
        Covered days = line.covered().orElseThrow();
        Money amount = line.net().negated();
        return stores.notes().charged(days.subscription(), days.start()).stream()
                .flatMap(of -> stores.deferrals().ofLine(of.invoice(), of.line()).stream())
                .filter(deferral -> deferral.what().amount().equals(amount))
                .findFirst()
                .map(deferral -> {
                    stores.deferrals().settle(List.of(deferral.id()), false);
                    return line.to(AccountKind.DEFERRED_REVENUE);
                })
                .orElse(line);
    }

    /// What is left over goes back by the lines that charged the days, the last ones first: a note
    /// for each of their invoices.
    private void refund(PlanChange change, List<LineDraft> gone) {
        Money left = change.net().negated();
        Map<Long, Map<Integer, Money>> notes = new LinkedHashMap<>();
        for (LineDraft line : gone.reversed()) {
            LocalDate day = line.covered().orElseThrow().start();
            Money worth = Spending.least(left, line.net().negated());
            for (CreditNotes.Charged of : stores.notes().charged(change.subscription(), day)) {
                Map<Integer, Money> nets =
                        notes.computeIfAbsent(of.invoice(), _ -> new TreeMap<>());
                Money part = Spending.least(worth, left(of, nets));
                if (part.isPositive()) {
                    nets.merge(of.line(), part, Money::plus);
                    worth = worth.minus(part);
                    left = left.minus(part);
                }
            }
        }
        if (left.isPositive()) {
            throw Made.refused(
                            "credit",
                            left.grouped() + " more",
                            "no more than is left of what was charged for the days")
                    .refusal();
        }
        notes.values().removeIf(Map::isEmpty);
        int number = 0;
        for (var note : notes.entrySet()) {
            long unused = credits.credit(draft(change, number++, note)).idOrRefuse();
        }
    }

    /// What may be credited of a line beside what is about to be.
    private static Money left(CreditNotes.Charged of, Map<Integer, Money> nets) {
        Money line = of.left().minus(nets.getOrDefault(of.line(), Money.ZERO));
        Money all = nets.values().stream().reduce(Money.ZERO, Money::plus);
        return Spending.least(line, of.invoiceLeft().minus(all));
    }

    /// A change has a source for each of its notes.
    private static CreditDraft draft(
            PlanChange change, int number, Map.Entry<Long, Map<Integer, Money>> note) {
        var more = new StringBuilder();
        for (int left = number; left > 0; left /= LETTERS) {
            more.append((char) ('a' + left % LETTERS));
        }
        return new CreditDraft(
                note.getKey(),
                CreditReason.CHANGE,
                new Origin("plan-change-note" + more, change.id()),
                note.getValue(),
                "Plan changed on " + change.day());
    }
}
