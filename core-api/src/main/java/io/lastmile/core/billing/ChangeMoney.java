package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Period;
import io.lastmile.core.subscriptions.PlanChange;
import io.lastmile.core.subscriptions.Segment;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The money of a change of plan (billing.md C.3): one invoice with what goes and what comes, taxed
/// on the document, or credit for what is left over, never cash. The quote is the charge, or there
/// is none. Call it within a unit of work: the change is applied with its papers or not at all.
public final class ChangeMoney {
    private static final System.Logger LOG = System.getLogger(ChangeMoney.class.getName());

    private final Database database;
    private final BillingStores stores;
    private final BillingBelow below;
    private final Issuing issuing;
    private final ChangeCredits credits;

    ChangeMoney(
            Database database,
            BillingStores stores,
            BillingBelow below,
            Issuing issuing,
            CreditDesk credits) {
        this.database = database;
        this.stores = stores;
        this.below = below;
        this.issuing = issuing;
        this.credits = new ChangeCredits(stores, credits);
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
        Taxed taxed = taxed(change, lines);
        boolean prepaid = service.kind() == SubscriptionKind.PREPAID;
        Money credit = stores.books().balance(service.customer()).credit();
        Money missing = prepaid ? taxed.gross().minus(credit) : Money.ZERO;
        return new ChangeQuote(
                change, taxed, taxed.gross(), missing.isPositive() ? missing : Money.ZERO);
    }

    /// As the paper will have it: the tax day is that of the first day that is charged.
    private Taxed taxed(PlanChange change, List<LineDraft> lines) {
        LocalDate issued = stores.ledger().openDay(stores.ledger().today());
        LocalDate first =
                lines.stream()
                        .flatMap(line -> line.covered().stream())
                        .map(Covered::start)
                        .min(Comparator.naturalOrder())
                        .orElse(change.day());
        return Tax.onTop(
                lines.stream()
                        .map(line -> new Tax.Charge(line.net(), line.serviceClass()))
                        .toList(),
                stores.taxes().rules(),
                TaxRules.taxDay(first, issued, Optional.empty()));
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
        Optional<Made> refused = change.settled() ? Optional.empty() : refused(change, service);
        if (refused.isPresent()) {
            return refused.get();
        }
        Made made = below.subscriptions().changes().pay(id, new Origin("plan-change", id));
        if (made instanceof Made.Done && change.net().isPositive()) {
            bill(change, service, gone);
        } else if (made instanceof Made.Done && change.net().poisha() < 0) {
            credits.refund(change, gone, rest(change));
        }
        return made;
    }

    private Optional<Made> refused(PlanChange change, Subscription service) {
        ChangeQuote quote = quote(change, service);
        if (Integer.signum(quote.total().compareTo(Money.ZERO))
                != Integer.signum(change.net().compareTo(Money.ZERO))) {
            return Optional.of(
                    Made.refused(
                            "plan",
                            "one that is taxed otherwise: %s, with tax %s"
                                    .formatted(change.net().grouped(), quote.total().grouped()),
                            "one whose price and tax both rise, fall or stay"));
        }
        int periods = rest(change).size();
        if (2 * periods > Bill.LINES_MAX) {
            return Optional.of(
                    Made.refused("periods", periods + " ahead", "at most " + Bill.LINES_MAX / 2));
        }
        return quote.missing().isPositive() && change.net().isPositive()
                ? Optional.of(
                        Made.refused(
                                "credit",
                                quote.missing().grouped() + " too little",
                                "all it costs"))
                : Optional.empty();
    }

    /// Whether a change of one of these customers waits for money.
    boolean wait(List<Integer> customers) {
        return !below.subscriptions().stores().changes().approved(customers).isEmpty();
    }

    /// What of a customer's approved changes can be paid now is. One that cannot be applied is no
    /// reason to refuse money: it waits for somebody who looks at it.
    void settleAll(int customer) {
        for (long id : below.subscriptions().stores().changes().approved(List.of(customer))) {
            database.attempt(() -> settleIfPaid(id))
                    .ifPresent(failure ->
                            LOG.log(
                                    System.Logger.Level.WARNING,
                                    "a paid change of plan was not applied: change=" + id,
                                    failure));
        }
    }

    private void settleIfPaid(long id) {
        boolean paid =
                quote(id)
                        .filter(quote -> quote.total().isPositive() && quote.missing().isZero())
                        .isPresent();
        if (paid) {
            long unused = settle(id).idOrRefuse();
        }
    }

    /// Nobody else moves the money of a change's customer until the unit of work ends; taken before
    /// the subscription, as every other does.
    public void lock(long change) {
        below.subscriptions()
                .stores()
                .changes()
                .find(change)
                .map(this::service)
                .ifPresent(service -> stores.locks().take(List.of(service.customer())));
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
        List<Money> credited = new ChargedDays(stores).credited(old, change.day());
        Money left = change.credit();
        for (int i = old.size() - 1; i >= 0; i--) {
            Segment segment = old.get(i);
            Money earlier = credited.get(i);
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
                lines.addFirst(gone(segment, days, worth, earlier));
            }
        }
        return lines;
    }

    /// With what its worth was reckoned from: the line's net, its days and what was credited.
    private LineDraft gone(Segment segment, Covered days, Money worth, Money earlier) {
        PlanVersion terms = below.terms(segment.plan(), segment.planVersion());
        LineDraft line =
                line(
                        LineKind.CHANGE_CREDIT,
                        terms,
                        Optional.of(days),
                        worth.negated(),
                        "plan-change-credit");
        return line.because(
                Map.of(
                        "rule", "plan-change-credit",
                        "price", terms.terms().price(),
                        "net", segment.net(),
                        "credited", earlier,
                        "days", ChronoUnit.DAYS.between(days.start(), days.end()),
                        "of", Period.days(segment.start(), segment.end())));
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
            lines.add(
                    line(LineKind.CHANGE_CHARGE, terms, Optional.of(days), net, rule)
                            .because(
                                    Map.of(
                                            "rule", rule,
                                            "price", terms.terms().price(),
                                            "change", change.id())));
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
}
