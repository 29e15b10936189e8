package io.lastmile.deploy;

import io.lastmile.core.CoreApi;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.payments.CashDraft;
import io.lastmile.core.payments.HandOver;
import io.lastmile.core.payments.Till;
import io.lastmile.core.payments.Wish;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes the money of the demo's past: the bank's and the wallet's in the office, cash by those who
/// collect it, a day's payments together as the real desks allow it.
final class PastTills {
    /// Payments of one unit of work.
    private static final int TOGETHER_MAX = 500;

    private static final int HAND_OVERS_MAX = 50;

    /// Payments of a day: more would have the numbers of the next one.
    private static final long PAYMENTS_MAX = 10_000_000;

    private static final String BANK = "City Bank 1402";
    private static final Account WALLET = new Account(AccountKind.BANK, "bKash merchant");
    private static final String SOURCE = "demo-payment";

    /// What somebody brings, and what for.
    record Payment(PastPayer payer, Money amount, Optional<Incoming.Buying> buying) {
        Incoming incoming(long id, LocalDate day) {
            Account into = payer.byWallet() ? WALLET : new Account(AccountKind.BANK, BANK);
            return new Incoming(
                    new Origin(SOURCE, id),
                    payer.line().customer(),
                    amount,
                    into,
                    day,
                    Optional.empty(),
                    buying);
        }

        CashDraft cash() {
            Wish wish = new Wish(Optional.empty(), buying);
            return new CashDraft(payer.line().customer(), amount, Optional.empty(), wish, "");
        }
    }

    private final CoreApi core;
    private final PastStaff staff;
    private final Map<String, Money> prices = new HashMap<>();
    private LocalDate today = LocalDate.EPOCH;
    private long taken;

    PastTills(CoreApi core, PastStaff staff) {
        this.core = core;
        this.staff = staff;
    }

    /// What is done in the office.
    <T> T office(Supplier<T> work) {
        return as(staff.billing(), work);
    }

    private <T> T as(PastStaff.Colleague who, Supplier<T> work) {
        return who.actor().call(() -> core.database().transact(work::get));
    }

    /// With tax, of a running service: the same for all who have its plan, and read once.
    Money price(PastPayer payer, int service, int times) {
        return prices.computeIfAbsent(
                payer.line().plan() + "/" + times,
                _ ->
                        office(() ->
                                        core.billing()
                                                .money()
                                                .quote(
                                                        payer.line().customer(),
                                                        new Incoming.Buying(service, times)))
                                .orElseThrow()
                                .total());
    }

    /// A source is its day and its place in it.
    void take(List<Payment> payments, LocalDate day) {
        List<Payment> bank =
                payments.stream().filter(one -> one.payer().collector().isEmpty()).toList();
        if (!day.equals(today)) {
            today = day;
            taken = day.toEpochDay() * PAYMENTS_MAX;
        }
        List<Incoming> incoming = new ArrayList<>();
        for (Payment one : bank) {
            incoming.add(one.incoming(++taken, day));
        }
        for (int from = 0; from < incoming.size(); from += TOGETHER_MAX) {
            int to = Math.min(incoming.size(), from + TOGETHER_MAX);
            List<Incoming> some = incoming.subList(from, to);
            office(() -> core.billing().money().receiveAll(some))
                    .forEach(received -> received.receiptOrRefuse());
        }
        for (int i = 0; i < PastPayer.COLLECTORS; i++) {
            Optional<Integer> whose = Optional.of(i);
            collect(
                    staff.collectors().get(i),
                    payments.stream()
                            .filter(one -> one.payer().collector().equals(whose))
                            .map(Payment::cash)
                            .toList());
        }
    }

    private void collect(PastStaff.Colleague who, List<CashDraft> cash) {
        for (int from = 0; from < cash.size(); from += TOGETHER_MAX) {
            List<CashDraft> some = cash.subList(from, Math.min(cash.size(), from + TOGETHER_MAX));
            as(who, () -> core.payments().cash().takeAll(some));
        }
    }

    /// The account that the ISP has at its bank.
    int bank() {
        return office(() ->
                core.payments().stores().banks().all().stream()
                        .filter(one -> one.name().equals(BANK))
                        .findFirst()
                        .map(one -> one.id())
                        .orElseGet(() ->
                                Math.toIntExact(core.payments().banks().add(BANK).idOrRefuse())));
    }

    /// Each who collects brings all that is in the till.
    void handOver(int bank) {
        for (PastStaff.Colleague who : staff.collectors()) {
            as(
                    who,
                    () ->
                            core.payments()
                                    .stores()
                                    .tills()
                                    .own()
                                    .map(Till::free)
                                    .filter(Money::isPositive)
                                    .map(free -> new HandOver.Draft(free, Optional.of(bank), ""))
                                    .map(draft -> core.payments().handOvers().make(draft)));
        }
    }

    /// The office counts what waits; now and then a note is missing.
    void count(boolean missing) {
        office(() -> {
            var all = new Page.Request(HAND_OVERS_MAX, Optional.empty());
            List<HandOver> waiting =
                    core.payments()
                            .stores()
                            .handOvers()
                            .page(Optional.of(HandOver.State.WAITS), 0, all)
                            .items();
            for (HandOver one : waiting) {
                boolean less = missing && one == waiting.getLast();
                Money counted = less ? one.amount().minus(Money.ofTaka(100)) : one.amount();
                core.payments()
                        .handOvers()
                        .confirm(one.id(), counted, less ? "A note of 100 taka is missing" : "")
                        .idOrRefuse();
            }
            return waiting.size();
        });
    }
}
