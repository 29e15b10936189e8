package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.core.CoreApi;
import io.lastmile.core.billing.BillingSetting;
import io.lastmile.core.billing.CreditDraft;
import io.lastmile.core.billing.CreditReason;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.Invoice;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.Printed;
import io.lastmile.core.billing.TaxRule;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.lines.Line;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Anchor;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.SubscriptionDraft;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// A year of bills and payments: most in time, some early, late, in parts, disputed or away. Every
/// taka goes the way that it goes in earnest; so only some customers are told of, each a year of
/// work of its own.
final class PastMoney {
    /// Whose money is told, and how many months of it.
    static final int PAYERS_MAX = 200;

    static final int MONTHS = 12;

    private static final int POSTPAID_PERCENT = 30;
    private static final int GRACE_DAYS = 3;
    private static final Actor OFFICE = Actor.system("office");
    private static final BigDecimal VAT = new BigDecimal("0.05");

    /// How somebody pays.
    private enum Habit {
        EARLY,
        IN_TIME,
        LATE,
        AHEAD
    }

    private record Payer(
            int customer, int subscription, boolean postpaid, Habit habit, SplittableRandom dice) {}

    private final CoreApi core;
    private final Chronicle chronicle;
    private final PastPeople people;
    private final LocalDate begin;
    private long payments;

    PastMoney(CoreApi core, Chronicle chronicle, PastPeople people) {
        this.core = core;
        this.chronicle = chronicle;
        this.people = people;
        LocalDate end = chronicle.end().atZone(JoinDays.ZONE).toLocalDate();
        this.begin = end.withDayOfMonth(1).minusMonths(MONTHS);
    }

    void plan(List<DemoLine> lines) {
        chronicle.at(on(begin, 8), this::settle);
        int step = Math.max(1, lines.size() / PAYERS_MAX);
        for (int i = 0; i < lines.size(); i += step) {
            DemoLine line = lines.get(i);
            // The plan of a line with a service changes by its service alone.
            if (!PastLives.changesPlan(people.dice(line))) {
                Instant joined = people.days().of(line).plus(Duration.ofHours(1));
                Instant first = on(begin, 10);
                chronicle.at(joined.isBefore(first) ? first : joined, () -> start(line));
            }
        }
        for (int month = 1; month <= MONTHS; month++) {
            chronicle.at(on(begin.plusMonths(month), 6), this::bill);
        }
    }

    private static Instant on(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(JoinDays.ZONE).toInstant();
    }

    private LocalDate today() {
        return chronicle.now().atZone(JoinDays.ZONE).toLocalDate();
    }

    private <T> T office(Supplier<T> work) {
        return OFFICE.call(() -> core.database().transact(work::get));
    }

    private void settle() {
        var seller =
                new Printed.Seller(
                        "Demo Broadband",
                        "ডেমো ব্রডব্যান্ড",
                        "12 Lake Road, Dhaka 1205",
                        "১২ লেক রোড, ঢাকা ১২০৫",
                        "000000000-0000",
                        true);
        office(() -> {
            var terms = core.billing().terms();
            long version = core.billing().stores().settings().current().version();
            terms.change(new BillingSetting(version, seller, 9, false)).idOrRefuse();
            for (String of : List.of("internet", "other")) {
                terms.add(
                                new TaxRule(
                                        "VAT5",
                                        TaxRule.Kind.VAT,
                                        VAT,
                                        TaxRule.Base.NET_AND_SD,
                                        of,
                                        begin,
                                        Optional.empty()))
                        .idOrRefuse();
            }
            return true;
        });
    }

    private void start(DemoLine line) {
        SplittableRandom dice = people.dice(line).split().split();
        people.customer(line)
                .flatMap(customer -> office(() -> start(customer, dice)))
                .ifPresent(payer -> {
                    if (!payer.postpaid()) {
                        renew(payer);
                    }
                });
    }

    private Optional<Payer> start(int customer, SplittableRandom dice) {
        return core.lines().stores().lines().ofCustomer(customer).stream()
                .findFirst()
                .flatMap(line -> line.plan().map(plan -> start(line, plan, customer, dice)));
    }

    private Payer start(Line line, int plan, int customer, SplittableRandom dice) {
        boolean postpaid = dice.nextInt(100) < POSTPAID_PERCENT;
        var draft =
                new SubscriptionDraft(
                        line.id(),
                        plan,
                        postpaid ? SubscriptionKind.POSTPAID_ADVANCE : SubscriptionKind.PREPAID,
                        postpaid ? new Anchor(1) : Anchor.of(today()),
                        postpaid ? Restart.KEEP_ANCHOR : Restart.RESTART,
                        GRACE_DAYS,
                        today());
        long id = core.subscriptions().desk().start(draft).idOrRefuse();
        var payer = new Payer(customer, Math.toIntExact(id), postpaid, habit(dice), dice);
        if (postpaid) {
            chronicle.after(Duration.ofDays(35), () -> settleDebts(payer));
        }
        return payer;
    }

    private static Habit habit(SplittableRandom dice) {
        int part = dice.nextInt(100);
        return part < 30
                ? Habit.EARLY
                : part < 78 ? Habit.IN_TIME : part < 94 ? Habit.LATE : Habit.AHEAD;
    }

    /// Buys the next time of a prepaid service, and comes again when it is nearly over.
    private void renew(Payer payer) {
        int times = payer.habit() == Habit.AHEAD ? 3 : 1;
        LocalDate until =
                office(() -> {
                    var buying = new Incoming.Buying(payer.subscription(), times);
                    Money price =
                            core.billing()
                                    .money()
                                    .quote(payer.customer(), buying)
                                    .orElseThrow()
                                    .total();
                    take(payer, price, Optional.of(buying));
                    return core.subscriptions()
                            .stores()
                            .entitlements()
                            .paidTime(payer.subscription())
                            .until()
                            .orElseThrow();
                });
        int days =
                switch (payer.habit()) {
                    case EARLY, AHEAD -> -1 - payer.dice().nextInt(3);
                    case IN_TIME -> 0;
                    case LATE -> 1 + payer.dice().nextInt(9);
                };
        chronicle.at(
                on(until.plusDays(days), 9).plusSeconds(payer.dice().nextInt(36_000)),
                () -> again(payer));
    }

    /// Now and then somebody is away for a while first.
    private void again(Payer payer) {
        boolean away = payer.habit() == Habit.EARLY && payer.dice().nextInt(12) == 0;
        if (away) {
            LocalDate back = today().plusDays(8);
            office(() ->
                    core.subscriptions()
                            .desk()
                            .pause(
                                    payer.subscription(),
                                    today(),
                                    Optional.of(back),
                                    "Away to the village")
                            .idOrRefuse());
            chronicle.at(on(back.plusDays(1), 11), () -> renew(payer));
        } else {
            renew(payer);
        }
    }

    private void take(Payer payer, Money amount, Optional<Incoming.Buying> buying) {
        boolean bank = payer.dice().nextInt(10) < 7;
        var into =
                bank
                        ? new Account(AccountKind.BANK, "City Bank")
                        : new Account(AccountKind.CASH_IN_HAND, "office");
        core.billing()
                .money()
                .receive(
                        new Incoming(
                                new Origin("demo-payment", ++payments),
                                payer.customer(),
                                amount,
                                into,
                                today(),
                                Optional.empty(),
                                buying))
                .receiptOrRefuse();
    }

    /// The first of the month: all postpaid services are charged.
    private void bill() {
        long run = office(() -> core.billing().runs().start(today()).idOrRefuse());
        OFFICE.run(() -> core.billing().catchUp());
        office(() -> {
            long version = core.billing().stores().runs().find(run).orElseThrow().version();
            return core.billing().runs().confirm(run, version).idOrRefuse();
        });
        OFFICE.run(() -> core.billing().catchUp());
    }

    /// What a postpaid customer owes is paid once a month: all, in two parts, or after a dispute.
    private void settleDebts(Payer payer) {
        office(() -> {
            List<InvoiceHead> open = core.billing().stores().invoices().open(payer.customer());
            Money due = open.stream().map(InvoiceHead::open).reduce(Money.ZERO, Money::plus);
            int dice = payer.dice().nextInt(24);
            if (due.isPositive() && dice == 0) {
                dispute(open.getFirst());
            } else if (due.isPositive() && dice < 4) {
                take(payer, new Money(due.poisha() / 2 / 100 * 100 + 100), Optional.empty());
            } else if (due.isPositive()) {
                take(payer, due, Optional.empty());
            }
            return true;
        });
        int days = payer.habit() == Habit.LATE ? 27 + payer.dice().nextInt(9) : 30;
        chronicle.after(Duration.ofDays(days), () -> settleDebts(payer));
    }

    private void dispute(InvoiceHead head) {
        Invoice invoice = core.billing().stores().invoices().find(head.id()).orElseThrow();
        Money net = invoice.lines().getFirst().amounts().net();
        core.billing()
                .credits()
                .credit(
                        new CreditDraft(
                                head.id(),
                                CreditReason.DISPUTE,
                                core.billing().credits().byHand(),
                                Map.of(1, new Money(net.poisha() / 10)),
                                "Three days without service"))
                .idOrRefuse();
    }
}
