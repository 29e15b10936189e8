package io.lastmile.deploy;

import io.lastmile.core.CoreApi;
import io.lastmile.core.billing.BillingRun;
import io.lastmile.core.billing.LineDraft;
import io.lastmile.core.billing.LineKind;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.payments.BankDesk;
import io.lastmile.core.payments.BankLine;
import io.lastmile.core.payments.Cheque;
import io.lastmile.core.payments.Wish;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What an office does with paper in a month: bills, charges, cheques, the bank's statement, tills
/// that are emptied, and the books of the month before that are closed.
final class PastPapers {
    /// Of the last months only there is a statement of the bank.
    private static final int STATEMENTS_DAYS = 50;

    private static final int STATEMENT_DAY = 24;
    private static final int STATEMENT_MAX = 14;
    private static final int LINES_MAX = 100;
    private static final int PROMISES = 4;
    private static final int CLOSING_DAY = 8;

    private record Line(PastPayer payer, Money amount, LocalDate day, String reference) {}

    private final CoreApi core;
    private final Chronicle chronicle;
    private final PastPayers payers;
    private final PastTills tills;
    private final List<Line> statement = new ArrayList<>();
    private Optional<PastMonth.Days> days = Optional.empty();

    PastPapers(CoreApi core, Chronicle chronicle, PastPayers payers, PastTills tills) {
        this.core = core;
        this.chronicle = chronicle;
        this.payers = payers;
        this.tills = tills;
    }

    void plan(PastMonth.Days of, List<PastPayer> all) {
        days = Optional.of(of);
        int bank = tills.bank();
        LocalDate first = of.first();
        for (int day : new int[] {9, 18, 27}) {
            chronicle.at(PastMoney.on(first.withDayOfMonth(day), 18), () -> tills.handOver(bank));
            boolean missing = day == 18 && first.getMonthValue() % 5 == 0;
            chronicle.at(
                    PastMoney.on(first.withDayOfMonth(day + 1), 9), () -> tills.count(missing));
        }
        if (!of.isFirst()) {
            chronicle.at(
                    PastMoney.on(first.withDayOfMonth(CLOSING_DAY), 19),
                    () -> close(first.minusDays(1)));
        }
        List<PastPayer> billed =
                all.stream()
                        .filter(payer -> payer.service().filter(s -> s.postpaid()).isPresent())
                        .toList();
        List<PastPayer> ahead =
                all.stream()
                        .filter(payer -> payer.service().filter(s -> !s.postpaid()).isPresent())
                        .toList();
        chronicle.at(PastMoney.on(first.withDayOfMonth(25), 12), () -> charge(some(billed, 5)));
        chronicle.at(PastMoney.on(first.withDayOfMonth(15), 12), () -> sell(some(ahead, 3)));
        chronicle.at(PastMoney.on(first.withDayOfMonth(12), 15), () -> twice(some(ahead, 1)));
        chronicle.at(PastMoney.on(first.withDayOfMonth(STATEMENT_DAY), 11), () -> statement(bank));
        chronicle.at(chronicle.end().minus(Duration.ofMinutes(10)), () -> promise(billed));
    }

    /// A few of many, others each month.
    private List<PastPayer> some(List<PastPayer> all, int count) {
        int from = days.orElseThrow().first().getMonthValue() * 7;
        return all.stream().skip(Math.min(from, all.size() / 2)).limit(count).toList();
    }

    /// The first of the month: all postpaid services are charged.
    void bill() {
        long run = tills.office(() -> core.billing().runs().start(today()).idOrRefuse());
        DemoPast.ACTOR.run(() -> core.billing().catchUp());
        long confirmed =
                tills.office(() -> {
                    BillingRun found = core.billing().stores().runs().find(run).orElseThrow();
                    return core.billing().runs().confirm(run, found.version()).idOrRefuse();
                });
        if (confirmed != run) {
            throw new IllegalStateException("run " + confirmed + " (expected: " + run + ")");
        }
    }

    private LocalDate today() {
        return chronicle.now().atZone(JoinDays.ZONE).toLocalDate();
    }

    private void close(LocalDate through) {
        tills.office(() ->
                core.ledger()
                        .stores()
                        .closings()
                        .close(through, "The bank and the tills agree")
                        .closeOrRefuse());
    }

    /// Rides along on the next bill.
    private void charge(List<PastPayer> some) {
        tills.office(() -> {
            for (PastPayer payer : some) {
                var says = new LineDraft.Says("Wi-Fi router", "ওয়াই-ফাই রাউটার", 1);
                core.billing()
                        .oneOffs()
                        .add(payer.line().customer(), says, "other", Money.ofTaka(2200))
                        .idOrRefuse();
            }
            return some.size();
        });
    }

    /// Is billed and paid at once.
    private void sell(List<PastPayer> some) {
        var says = new LineDraft.Says("Relocation of the line", "সংযোগ স্থানান্তর", 1);
        tills.office(() -> {
            for (PastPayer payer : some) {
                long charge =
                        core.billing()
                                .oneOffs()
                                .add(payer.line().customer(), says, "other", Money.ofTaka(500))
                                .idOrRefuse();
                core.billing().oneOffs().bill(charge).idOrRefuse();
            }
            return some.size();
        });
        List<Integer> customers = some.stream().map(one -> one.line().customer()).toList();
        Map<Integer, Money> open = tills.office(() -> payers.open(customers));
        LocalDate day = today();
        tills.take(
                some.stream()
                        .map(one -> new HashMap.SimpleEntry<>(one, open.get(one.line().customer())))
                        .filter(one -> one.getValue() != null)
                        .map(one ->
                                new PastTills.Payment(
                                        one.getKey(), one.getValue(), Optional.empty()))
                        .toList(),
                day);
    }

    /// An invoice that was written twice, and the second one void.
    private void twice(List<PastPayer> some) {
        var line =
                new LineDraft(
                        LineKind.ONE_OFF,
                        new LineDraft.Says("Cable, 20 metres", "তার, ২০ মিটার", 20),
                        AccountKind.REVENUE_OTHER,
                        "other",
                        Optional.empty(),
                        Money.ZERO,
                        Money.ofTaka(400),
                        Map.of("rule", "by-hand"));
        tills.office(() -> {
            for (PastPayer payer : some) {
                var invoices = core.billing().invoices();
                long id = invoices.draft(payer.line().customer(), List.of(line)).idOrRefuse();
                invoices.finalise(id, 1).idOrRefuse();
                invoices.makeVoid(id, "Entered for the wrong customer").idOrRefuse();
            }
            return some.size();
        });
    }

    /// Is deposited on the next day and paid by its bank three days later, or is not.
    void cheque(PastPayer payer, Money open, boolean bounces) {
        if (!open.isPositive()) {
            return;
        }
        String number = "%07d".formatted(payer.line().id() * 13L + today().toEpochDay());
        var paper = new Cheque.Paper("Sonali Bank", number, today(), open);
        var draft =
                new Cheque.Draft(payer.line().customer(), paper, Wish.NONE, Optional.empty(), "");
        long id = tills.office(() -> core.payments().cheques().receive(draft).idOrRefuse());
        int bank = tills.bank();
        after(1, () -> core.payments().cheques().deposit(id, bank, Optional.empty()).idOrRefuse());
        after(4, () -> core.payments().cheques().clear(id, Optional.empty()).idOrRefuse());
        if (bounces) {
            String why = "Insufficient funds";
            after(
                    6,
                    () -> core.payments().cheques().bounce(id, Optional.empty(), why).idOrRefuse());
            chronicle.after(Duration.ofDays(9), () -> pay(payer));
        }
    }

    private void after(int some, Supplier<Long> work) {
        chronicle.after(Duration.ofDays(some), () -> tills.office(work));
    }

    private void pay(PastPayer payer) {
        int customer = payer.line().customer();
        Money open =
                tills.office(() -> payers.open(List.of(customer)))
                        .getOrDefault(customer, Money.ZERO);
        if (open.isPositive()) {
            tills.take(List.of(new PastTills.Payment(payer, open, Optional.empty())), today());
        }
    }

    /// Whether it will be on the bank's statement; of what is long ago there is none.
    boolean byBank(PastPayer payer, Money open) {
        boolean told =
                today().isAfter(days.orElseThrow().end().minusDays(STATEMENTS_DAYS))
                        && statement.size() < STATEMENT_MAX
                        && today().getDayOfMonth() < STATEMENT_DAY;
        if (told && open.isPositive()) {
            String reference = "FT%d%05d".formatted(today().toEpochDay(), payer.line().id());
            statement.add(new Line(payer, open, today(), reference));
        }
        return told;
    }

    /// Most of its lines are somebody's; one waits for whose it is, and one is nobody's yet.
    private void statement(int bank) {
        if (statement.isEmpty()) {
            return;
        }
        var csv = new StringBuilder("Date,Reference,Description,Credit\n");
        for (Line line : statement) {
            csv.append(
                    "%s,%s,Fund transfer,%d\n"
                            .formatted(line.day(), line.reference(), line.amount().poisha() / 100));
        }
        csv.append("%s,FT0,Cash deposit Mirpur branch,1500\n".formatted(today().minusDays(2)));
        byte[] file = csv.toString().getBytes(StandardCharsets.UTF_8);
        tills.office(() -> core.payments().banks().take(bank, "statement.csv", file));
        tills.office(() -> {
            var all = new Page.Request(LINES_MAX, Optional.empty());
            List<BankLine> open =
                    core.payments()
                            .stores()
                            .lines()
                            .page(Optional.of(BankLine.State.OPEN), all)
                            .items();
            open.forEach(this::confirm);
            return open.size();
        });
    }

    private void confirm(BankLine line) {
        for (Line one : statement) {
            if (one.reference().equals(line.printed().reference())) {
                var owner = new BankDesk.Owner(one.payer().line().customer(), Wish.NONE);
                if (one == statement.getLast() && statement.size() > 2) {
                    core.payments().banks().assign(line.id(), owner).idOrRefuse();
                } else {
                    core.payments()
                            .banks()
                            .confirm(line.id(), Optional.of(owner), true)
                            .idOrRefuse();
                }
            }
        }
    }

    /// Some of those who owe say at the very end when they will pay.
    private void promise(List<PastPayer> billed) {
        if (chronicle.now().isBefore(PastMoney.on(days.orElseThrow().end(), 0))) {
            return;
        }
        List<Integer> customers = billed.stream().map(one -> one.line().customer()).toList();
        tills.office(() -> {
            List<Integer> owing =
                    payers.open(customers).keySet().stream().sorted().limit(PROMISES).toList();
            for (int customer : owing) {
                core.dunning()
                        .desks()
                        .mercy()
                        .promise(customer, today().plusDays(3), "Salary comes on Sunday")
                        .idOrRefuse();
            }
            return owing.size();
        });
    }
}
