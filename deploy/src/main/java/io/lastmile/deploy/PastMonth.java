package io.lastmile.deploy;

import io.lastmile.core.CoreApi;
import io.lastmile.core.billing.CreditDraft;
import io.lastmile.core.billing.CreditReason;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Anchor;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.SubscriptionDraft;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A month of bills and payments of all customers, day by day.
final class PastMonth {
    private static final int GRACE_DAYS = 3;
    private static final int PORTION = 500;

    /// A month among those that are told: the first day of all, and the last.
    record Days(YearMonth month, LocalDate begin, LocalDate end) {
        LocalDate first() {
            return month.atDay(1);
        }

        boolean isFirst() {
            return first().equals(begin);
        }

        boolean has(LocalDate day) {
            return YearMonth.from(day).equals(month);
        }
    }

    /// What somebody does, who has this service.
    private record Due(PastPayer payer, int service, PastPayer.Act act) {}

    private final CoreApi core;
    private final Chronicle chronicle;
    private final PastPayers payers;
    private final PastTills tills;
    private final PastPapers papers;
    private final Days days;
    private final Map<LocalDate, List<Due>> dues = new HashMap<>();
    private final Map<LocalDate, List<PastPayer>> beginners = new HashMap<>();

    /// Who paid ahead, by service, and until when it was paid then: credit buys their next time.
    private final Map<Integer, PastPayer> ahead = new HashMap<>();

    PastMonth(CoreApi core, Chronicle chronicle, PastPayers payers, PastTills tills, Days days) {
        this.core = core;
        this.chronicle = chronicle;
        this.payers = payers;
        this.tills = tills;
        this.days = days;
        this.papers = new PastPapers(core, chronicle, payers, tills);
    }

    void live() {
        List<PastPayer> all = tills.office(payers::all);
        all.forEach(this::expect);
        var dice = new SplittableRandom(days.first().toEpochDay());
        for (LocalDate day = days.first(); days.has(day); day = day.plusDays(1)) {
            LocalDate now = day;
            int minutes = dice.nextInt(420);
            chronicle.at(PastMoney.on(day, 7), this::morning);
            chronicle.at(PastMoney.on(day, 10).plusSeconds(60L * minutes), () -> live(now));
            chronicle.at(PastMoney.on(day, 19), () -> begin(now));
        }
        papers.plan(days, all);
        chronicle.run();
    }

    private void expect(PastPayer payer) {
        if (payer.service().isEmpty()) {
            LocalDate start = payer.start(days.begin());
            LocalDate day = start.isBefore(days.first()) ? days.first() : start;
            if (days.has(day)) {
                beginners.computeIfAbsent(day, _ -> new ArrayList<>()).add(payer);
            }
            return;
        }
        PastPayer.Service service = payer.service().get();
        if (service.postpaid()) {
            payer.postpaid(days.month(), days.end())
                    .forEach(step -> expect(payer, service.id(), step));
        } else if (service.credit().compareTo(tills.price(payer, service.id(), 1)) >= 0) {
            ahead.put(service.id(), payer);
        } else {
            expect(payer, service.id(), service.until().orElse(days.first()));
        }
    }

    /// What was to be done before this month is done on its first day.
    private void expect(PastPayer payer, int service, LocalDate until) {
        List<PastPayer.Step> steps = payer.prepaid(until, days.end());
        LocalDate from = today();
        boolean late = !steps.isEmpty() && steps.getLast().day().isBefore(from);
        for (PastPayer.Step step : late ? List.of(steps.getLast()) : steps) {
            expect(payer, service, late ? new PastPayer.Step(from, step.act()) : step);
        }
    }

    private void expect(PastPayer payer, int service, PastPayer.Step step) {
        if (days.has(step.day())) {
            dues.computeIfAbsent(step.day(), _ -> new ArrayList<>())
                    .add(new Due(payer, service, step.act()));
        }
    }

    private LocalDate today() {
        LocalDate now = chronicle.now().atZone(JoinDays.ZONE).toLocalDate();
        return now.isBefore(days.first()) ? days.first() : now;
    }

    /// Jobs, and what they did for those who had paid ahead.
    private void morning() {
        if (today().equals(days.first()) && !days.isFirst()) {
            papers.bill();
        }
        DemoPast.ACTOR.run(() -> core.billing().catchUp());
        if (!ahead.isEmpty()) {
            Map<Integer, LocalDate> until = tills.office(() -> payers.until(ahead.keySet()));
            until.forEach((service, day) -> {
                PastPayer payer = ahead.get(service);
                boolean renewed = day.isAfter(today().plusDays(2));
                if (payer != null && renewed) {
                    ahead.remove(service);
                    expect(payer, service, day);
                }
            });
        }
    }

    private void live(LocalDate day) {
        pay(dues.getOrDefault(day, List.of()), day);
    }

    private void pay(List<Due> due, LocalDate day) {
        Map<Integer, Money> open = open(due);
        List<PastTills.Payment> payments = new ArrayList<>();
        for (Due one : due) {
            Money owed = open.getOrDefault(one.payer().line().customer(), Money.ZERO);
            payment(one, owed).ifPresent(payments::add);
        }
        tills.take(payments, day);
        follow(due.stream().filter(PastMonth::buys).toList());
    }

    private Map<Integer, Money> open(List<Due> due) {
        List<Integer> customers =
                due.stream()
                        .filter(one -> !buys(one))
                        .map(one -> one.payer().line().customer())
                        .toList();
        return customers.isEmpty() ? Map.of() : tills.office(() -> payers.open(customers));
    }

    private static boolean buys(Due due) {
        return switch (due.act()) {
            case BUY, BUY_TWICE, REST -> true;
            case HALF, PAUSE, PAY, PAY_HALF, DISPUTE, CHEQUE, BOUNCING_CHEQUE, BY_BANK -> false;
        };
    }

    /// What is brought now, if it is money.
    private Optional<PastTills.Payment> payment(Due due, Money open) {
        PastPayer payer = due.payer();
        var times = Optional.of(new Incoming.Buying(due.service(), payer.times()));
        return switch (due.act()) {
            case BUY -> paid(payer, price(due), times);
            case BUY_TWICE -> paid(payer, price(due).times(2), times);
            case HALF -> paid(payer, half(price(due)), Optional.empty());
            case REST -> paid(payer, price(due).minus(half(price(due))), times);
            case PAY -> paid(payer, open, Optional.empty());
            case PAY_HALF -> paid(payer, half(open), Optional.empty());
            case PAUSE -> {
                pause(due.service());
                yield Optional.empty();
            }
            case DISPUTE -> {
                dispute(payer.line().customer());
                yield Optional.empty();
            }
            case CHEQUE, BOUNCING_CHEQUE -> {
                papers.cheque(payer, open, due.act() == PastPayer.Act.BOUNCING_CHEQUE);
                yield Optional.empty();
            }
            case BY_BANK -> papers.byBank(payer, open) ? Optional.empty() : paid(payer, open);
        };
    }

    private static Optional<PastTills.Payment> paid(PastPayer payer, Money amount) {
        return paid(payer, amount, Optional.empty());
    }

    private static Optional<PastTills.Payment> paid(
            PastPayer payer, Money amount, Optional<Incoming.Buying> buying) {
        return amount.isPositive()
                ? Optional.of(new PastTills.Payment(payer, amount, buying))
                : Optional.empty();
    }

    private Money price(Due due) {
        return tills.price(due.payer(), due.service(), due.payer().times());
    }

    /// In whole taka.
    private static Money half(Money whole) {
        return new Money(whole.poisha() / 200 * 100);
    }

    /// When the time ends that was bought, its next one is bought.
    private void follow(List<Due> bought) {
        if (bought.isEmpty()) {
            return;
        }
        Map<Integer, LocalDate> until =
                tills.office(() -> payers.until(bought.stream().map(Due::service).toList()));
        for (Due one : bought) {
            if (one.act() == PastPayer.Act.BUY_TWICE) {
                ahead.put(one.service(), one.payer());
            } else {
                expect(one.payer(), one.service(), until.getOrDefault(one.service(), today()));
            }
        }
    }

    /// Services that begin today, when all lines of the day are there; who pays ahead pays now.
    private void begin(LocalDate day) {
        List<PastPayer> some = beginners.getOrDefault(day, List.of());
        List<Due> due = new ArrayList<>();
        for (int from = 0; from < some.size(); from += PORTION) {
            List<PastPayer> portion = some.subList(from, Math.min(some.size(), from + PORTION));
            tills.office(() -> {
                for (PastPayer payer : portion) {
                    int service = start(payer);
                    if (!payer.postpaid()) {
                        due.add(new Due(payer, service, PastPayer.Act.BUY));
                    }
                }
                return true;
            });
        }
        pay(due, day);
    }

    private int start(PastPayer payer) {
        boolean postpaid = payer.postpaid();
        var draft =
                new SubscriptionDraft(
                        payer.line().id(),
                        payer.line().plan(),
                        postpaid ? SubscriptionKind.POSTPAID_ADVANCE : SubscriptionKind.PREPAID,
                        postpaid ? new Anchor(1) : Anchor.of(today()),
                        postpaid ? Restart.KEEP_ANCHOR : Restart.RESTART,
                        GRACE_DAYS,
                        today());
        return Math.toIntExact(core.subscriptions().desk().start(draft).idOrRefuse());
    }

    private void pause(int service) {
        Optional<LocalDate> back = Optional.of(today().plusDays(PastPayer.AWAY_DAYS));
        tills.office(() ->
                core.subscriptions()
                        .desk()
                        .pause(service, today(), back, "Away to the village")
                        .idOrRefuse());
    }

    private void dispute(int customer) {
        tills.office(() ->
                payers.firstOpen(customer)
                        .map(open ->
                                new CreditDraft(
                                        open.invoice(),
                                        CreditReason.DISPUTE,
                                        core.billing().credits().byHand(),
                                        Map.of(1, new Money(open.net().poisha() / 10)),
                                        "Three days without service"))
                        .map(draft -> core.billing().credits().credit(draft).idOrRefuse()));
    }
}
