package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.Received;
import io.lastmile.core.ledger.Ledger;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.Optional;

/// Follows a cheque from hand to bank. It becomes a receipt on the day on which it is cleared; one
/// that bounces after that takes it back. Call it within a unit of work.
public final class ChequeDesk {
    /// As banks in Bangladesh honour them.
    private static final int MONTHS_GOOD = 6;

    private final PaymentStores stores;
    private final BillingRoom billing;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Purposes purposes;

    ChequeDesk(PaymentStores stores, BillingRoom billing, Ledger ledger, Outbox outbox) {
        this.stores = stores;
        this.billing = billing;
        this.ledger = ledger;
        this.outbox = outbox;
        this.purposes = new Purposes(billing);
    }

    /// A promise: nothing is in the books. One that is dated ahead waits for its day.
    public Made receive(Cheque.Draft draft) {
        LocalDate today = ledger.today();
        LocalDate received = draft.received().orElse(today);
        LocalDate oldest = received.minusMonths(MONTHS_GOOD);
        if (stores.customers().find(draft.customer()).isEmpty()) {
            return new Made.Missing("customer", draft.customer());
        }
        if (received.isAfter(today)) {
            return Made.refused("received", received, "today or earlier");
        }
        if (draft.paper().dated().isBefore(oldest)) {
            return Made.refused("dated", draft.paper().dated(), "a day from " + oldest + " on");
        }
        return purposes.foreign(draft.customer(), draft.wish())
                .or(() -> stores.cheques().add(draft, received).map(id -> (Made) new Made.Done(id)))
                .orElse(
                        Made.refused(
                                "number",
                                draft.paper().number(),
                                "one that " + draft.paper().bank() + " has no cheque here of"));
    }

    /// From now on its customer is not cut off for what it pays, until it is cleared or bounces, at
    /// most for `Coming.DAYS_MAX` days.
    public Made deposit(long id, int bank, Optional<LocalDate> on) {
        Optional<Cheque> found = stores.cheques().lock(id);
        LocalDate day = on.orElseGet(ledger::today);
        if (found.isEmpty()) {
            return new Made.Missing("cheque", id);
        }
        Cheque cheque = found.get();
        LocalDate dated = cheque.paper().dated();
        LocalDate first = dated.isAfter(cheque.received()) ? dated : cheque.received();
        if (cheque.state() != Cheque.State.RECEIVED) {
            return Made.refused("cheque", cheque.state(), "one that is not deposited yet");
        }
        if (stores.banks().find(bank).isEmpty()) {
            return new Made.Missing("bank account", bank);
        }
        if (outside(day, first)) {
            return day(day, first);
        }
        stores.cheques().deposit(id, new Cheques.Deposit(day, bank, cost(cheque)));
        outbox.add(new MoneyComing(cheque.customer()));
        return new Made.Done(id);
    }

    private Money cost(Cheque cheque) {
        return purposes.cost(cheque.customer(), cheque.wish());
    }

    /// Its bank paid it on a day. What it was meant for and cannot pay any more, it pays not.
    public Made clear(long id, Optional<LocalDate> on) {
        Optional<Cheque> found = stores.cheques().lock(id);
        LocalDate day = on.orElseGet(ledger::today);
        if (found.isEmpty()) {
            return new Made.Missing("cheque", id);
        }
        Cheque cheque = found.get();
        if (cheque.state() == Cheque.State.CLEARED) {
            return new Made.Repeated(id);
        }
        if (cheque.state() != Cheque.State.DEPOSITED) {
            return Made.refused("cheque", cheque.state(), "one that is deposited");
        }
        LocalDate first = cheque.steps().deposited().orElseThrow();
        if (outside(day, first)) {
            return day(day, first);
        }
        stores.cheques().clear(id, day);
        Received received = billing.money().receive(incoming(cheque, day, cheque.wish()));
        if (received instanceof Received.Refused) {
            received = billing.money().receive(incoming(cheque, day, Wish.NONE));
        }
        long unused = received.receiptOrRefuse().id();
        outbox.add(new MoneyComing(cheque.customer()));
        return new Made.Done(id);
    }

    private static Incoming incoming(Cheque cheque, LocalDate day, Wish wish) {
        return new Incoming(
                new Origin(Cheques.SOURCE, cheque.id()),
                cheque.customer(),
                cheque.paper().amount(),
                cheque.steps().into().orElseThrow().ledger(),
                day,
                wish.invoice(),
                wish.buying());
    }

    /// Its bank does not pay it. Before it was cleared there is nothing to undo; after that, what
    /// it had paid is open again.
    public Made bounce(long id, Optional<LocalDate> on, String why) {
        Optional<Cheque> found = stores.cheques().lock(id);
        LocalDate day = on.orElseGet(ledger::today);
        if (found.isEmpty()) {
            return new Made.Missing("cheque", id);
        }
        Cheque cheque = found.get();
        if (cheque.state() == Cheque.State.BOUNCED) {
            return Made.refused("cheque", cheque.state(), "one that did not bounce yet");
        }
        LocalDate first =
                cheque.steps().cleared().or(cheque.steps()::deposited).orElse(cheque.received());
        if (outside(day, first)) {
            return day(day, first);
        }
        if (cheque.state() == Cheque.State.CLEARED) {
            long unused =
                    billing.money().undo(new Origin(Cheques.SOURCE, id), day, why).idOrRefuse();
        }
        stores.cheques().bounce(id, day, why);
        Cheque.Paper paper = cheque.paper();
        outbox.add(
                new ChequeBounced(
                        id,
                        cheque.customer(),
                        paper.bank() + " " + paper.number(),
                        paper.amount(),
                        cheque.state() == Cheque.State.CLEARED));
        outbox.add(new MoneyComing(cheque.customer()));
        return new Made.Done(id);
    }

    private boolean outside(LocalDate day, LocalDate first) {
        return day.isBefore(first) || day.isAfter(ledger.today());
    }

    private Made day(LocalDate day, LocalDate first) {
        return Made.refused("day", day, "a day from %s to %s".formatted(first, ledger.today()));
    }
}
