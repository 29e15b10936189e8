package io.lastmile.core.payments;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Ledger;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cash leaves a till in two steps: its keeper says how much, another person counts it. Nothing is
/// in the books before that. Call it within a unit of work.
public final class HandOverDesk {
    private final PaymentStores stores;
    private final Ledger ledger;

    HandOverDesk(PaymentStores stores, Ledger ledger) {
        this.stores = stores;
        this.ledger = ledger;
    }

    /// Out of the actor's own till, of what is not on its way already.
    public Made make(HandOver.Draft draft) {
        Optional<Till> own = stores.tills().own();
        if (own.isEmpty()) {
            return Made.refused("till", "none", "one that cash was taken into");
        }
        stores.tills().lock(own.get().id());
        Till till = stores.tills().own().orElseThrow();
        if (draft.amount().compareTo(till.free()) > 0) {
            return Made.refused("amount", draft.amount(), "at most " + till.free());
        }
        if (draft.bank().isPresent() && stores.banks().find(draft.bank().get()).isEmpty()) {
            return new Made.Missing("bank account", draft.bank().get());
        }
        return new Made.Done(stores.handOvers().add(till.id(), draft));
    }

    /// `counted` is what was there. Where it differs, `why` says what is known of it, and the
    /// difference stands in an account of its own: the till is empty of what was handed over.
    public Made confirm(long id, Money counted, String why) {
        Optional<HandOver> found = stores.handOvers().lock(id);
        Optional<Made> refused = refused(id, found);
        if (refused.isPresent()) {
            return repeated(found, counted).or(() -> refused).get();
        }
        HandOver handOver = found.orElseThrow();
        if (!counted.equals(handOver.amount()) && why.isEmpty()) {
            return Made.refused("why", "nothing", "why it is not " + handOver.amount());
        }
        Optional<Account> into =
                handOver.bank()
                        .map(BankAccount::ledger)
                        .or(() -> stores.tills().opened().map(Till::ledger));
        if (into.isEmpty()) {
            return Made.refused("till", Actor.current().login(), "a person with an account");
        }
        stores.handOvers().confirm(id, counted, into.get(), why);
        ledger.post(posting(handOver, counted, into.get())).batchOrRefuse();
        return new Made.Done(id);
    }

    /// It stays in the till.
    public Made refuse(long id, String why) {
        Optional<Made> refused = refused(id, stores.handOvers().lock(id));
        if (refused.isEmpty()) {
            stores.handOvers().refuse(id, why);
        }
        return refused.orElse(new Made.Done(id));
    }

    private Optional<Made> refused(long id, Optional<HandOver> found) {
        if (found.isEmpty()) {
            return Optional.of(new Made.Missing("hand-over", id));
        }
        HandOver handOver = found.get();
        if (handOver.account() == Actor.current().who().account()) {
            return Optional.of(
                    Made.refused("handOver", "your own", "one that another person made"));
        }
        return handOver.state() == HandOver.State.WAITS
                ? Optional.empty()
                : Optional.of(Made.refused("handOver", handOver.state(), "one that waits"));
    }

    /// Who sends the same twice is told that it is done.
    private static Optional<Made> repeated(Optional<HandOver> found, Money counted) {
        return found.filter(one ->
                        one.settled()
                                .filter(s -> s.by().equals(Actor.current().login()))
                                .flatMap(HandOver.Settled::counted)
                                .equals(Optional.of(counted)))
                .map(one -> new Made.Repeated(one.id()));
    }

    private Posting posting(HandOver handOver, Money counted, Account into) {
        Till till = stores.tills().find(handOver.till()).orElseThrow();
        Money missing = handOver.amount().minus(counted);
        Account difference = Account.of(AccountKind.CASH_DIFFERENCE);
        List<Entry> entries = new ArrayList<>();
        if (counted.isPositive()) {
            entries.add(Entry.debit(into, counted));
        }
        if (missing.isPositive()) {
            entries.add(Entry.debit(difference, missing));
        } else if (!missing.isZero()) {
            entries.add(Entry.credit(difference, missing.negated()));
        }
        entries.add(Entry.credit(till.ledger(), handOver.amount()));
        return new Posting(
                new Source("hand-over", handOver.id(), "confirmed"),
                ledger.today(),
                "Hand-over %d of %s".formatted(handOver.id(), till.name()),
                entries);
    }
}
