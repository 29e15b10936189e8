package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.Received;
import io.lastmile.core.ledger.Ledger;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.Optional;

/// Takes cash into the till of who does it. Call it within a unit of work.
public final class CashDesk {
    private final PaymentStores stores;
    private final BillingRoom billing;
    private final Ledger ledger;

    CashDesk(PaymentStores stores, BillingRoom billing, Ledger ledger) {
        this.stores = stores;
        this.billing = billing;
        this.ledger = ledger;
    }

    /// What is wrong with it ends the request, with nothing written.
    public Taken take(CashDraft draft) {
        if (stores.customers().find(draft.customer()).isEmpty()) {
            throw Problem.notFound("customer", draft.customer()).refusal();
        }
        LocalDate day = draft.day().orElseGet(ledger::today);
        refuseDay(day);
        Till till = own();
        long id = stores.cash().add(till.id(), draft, day);
        var incoming =
                new Incoming(
                        new Origin(CashPayments.SOURCE, id),
                        draft.customer(),
                        draft.amount(),
                        till.ledger(),
                        day,
                        draft.wish().invoice(),
                        draft.wish().buying());
        return switch (billing.money().receive(incoming)) {
            case Received.Done done -> new Taken(id, done);
            case Received.Refused(Fault fault) -> throw Problem.conflict(fault).refusal();
            case Received.Repeated(var receipt) ->
                    throw new IllegalStateException(
                            "cash payment %d: receipt %s before (expected: none)"
                                    .formatted(id, receipt.number()));
        };
    }

    /// Late entries name the day on which the cash was taken; what is closed stays closed.
    private void refuseDay(LocalDate day) {
        LocalDate first = ledger.openDay(day);
        if (day.isAfter(ledger.today()) || first.isAfter(day)) {
            String expected = "a day from %s to %s".formatted(first, ledger.today());
            String until = "today or earlier";
            throw Problem.conflict(
                            new Fault("day", "" + day, first.isAfter(day) ? expected : until))
                    .refusal();
        }
    }

    private Till own() {
        return stores.tills()
                .opened()
                .orElseThrow(() ->
                        Problem.conflict(
                                        new Fault(
                                                "till",
                                                Actor.current().login(),
                                                "a person with an account"))
                                .refusal());
    }

    /// It was written down by mistake, or the money was false: another person than who took it says
    /// so.
    public Made undo(long payment, String why) {
        Optional<CashPayment> found = stores.cash().find(payment);
        if (found.isEmpty()) {
            return new Made.Missing("payment", payment);
        }
        Till till = stores.tills().find(found.get().till()).orElseThrow();
        if (till.account() == Actor.current().who().account()) {
            return Made.refused("payment", "your own", "one that another person took");
        }
        return billing.money().undo(new Origin(CashPayments.SOURCE, payment), ledger.today(), why);
    }
}
