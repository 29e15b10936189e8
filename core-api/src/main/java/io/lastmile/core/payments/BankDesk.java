package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.ledger.Ledger;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.subscriptions.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Bank accounts, their statements, and whose the money is. Call it within a unit of work.
public final class BankDesk {
    /// Whose a line is, and what they want it for.
    public record Owner(int customer, Wish wish) {}

    private final PaymentStores stores;
    private final BillingRoom billing;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Purposes purposes;
    private final ChequeDesk cheques;

    BankDesk(
            PaymentStores stores,
            BillingRoom billing,
            Ledger ledger,
            Outbox outbox,
            ChequeDesk cheques) {
        this.cheques = cheques;
        this.stores = stores;
        this.billing = billing;
        this.ledger = ledger;
        this.outbox = outbox;
        this.purposes = new Purposes(billing);
    }

    public Made add(String name) {
        return stores.banks()
                .add(name)
                .<Made>map(id -> new Made.Done(id))
                .orElse(Made.refused("name", name, "one that no other account has"));
    }

    /// How this bank's statements are read from now on.
    public Made read(int bank, StatementColumns columns) {
        return stores.statements().change(bank, columns)
                ? new Made.Done(bank)
                : new Made.Missing("bank account", bank);
    }

    /// Takes a file. What is there already, from this file or another, is not there twice; what
    /// cannot be read is named in the statement. A file that is none ends the request.
    public long take(int bank, String fileName, byte[] file) {
        StatementColumns columns =
                stores.statements()
                        .columns(bank)
                        .orElseThrow(() -> Problem.notFound("bank account", bank).refusal());
        StatementFile.Found found = StatementFile.read(file, columns, ledger.today());
        long id = stores.statements().add(bank, fileName, found.lines().size());
        int added = stores.lines().add(bank, id, found.lines());
        List<Fault> faults = new ArrayList<>(found.faults());
        for (BankLines.Clash clash : stores.lines().clashes(bank, found.lines())) {
            faults.add(
                    new Fault(
                            "line %d, reference".formatted(clash.number()),
                            clash.reference(),
                            "one that is not that of %s on %s"
                                    .formatted(clash.amount(), clash.day())));
        }
        stores.statements().done(id, added, faults);
        return id;
    }

    /// Somebody takes it for a customer's: they are not cut off for what it pays until it is
    /// confirmed, at most for `Coming.DAYS_MAX` days.
    public Made assign(long id, Owner owner) {
        Optional<BankLine> found = stores.lines().lock(id);
        Optional<Made> refused =
                refused(id, found, owner.customer())
                        .or(() -> purposes.foreign(owner.customer(), owner.wish()));
        if (refused.isPresent()) {
            return refused.get();
        }
        stores.lines().settle(id, step(BankLine.State.ASSIGNED, owner));
        found.get().customer().ifPresent(was -> outbox.add(new MoneyComing(was)));
        outbox.add(new MoneyComing(owner.customer()));
        return new Made.Done(id);
    }

    /// It is theirs: of who is named now, else of whom it was assigned to. It is in the books on
    /// the day on which the bank had it.
    public Made confirm(long id, Optional<Owner> named) {
        return confirm(id, named, false);
    }

    /// `sure` says that it is not the cheque or the hand-over which it looks like: money that comes
    /// in by a paper of its own is not there twice.
    public Made confirm(long id, Optional<Owner> named, boolean sure) {
        Optional<BankLine> found = stores.lines().lock(id);
        if (found.filter(line -> line.state() == BankLine.State.RECEIVED).isPresent()) {
            return same(found.get(), named)
                    ? new Made.Repeated(id)
                    : Made.refused("line", "received", "one that is open");
        }
        Optional<Owner> owner =
                named.or(() ->
                        found.flatMap(
                                line -> line.customer().map(who -> new Owner(who, line.wish()))));
        if (found.isPresent() && owner.isEmpty()) {
            return Made.refused("customer", "nobody", "whose it is");
        }
        Optional<Made> refused = refused(id, found, owner.map(Owner::customer).orElse(0));
        if (refused.isPresent()) {
            return refused.get();
        }
        BankLine line = found.get();
        List<Twin> twins = stores.twins().of(line);
        if (!sure && !twins.isEmpty()) {
            return new Made.Refused(twins.getFirst().fault());
        }
        Owner whose = owner.orElseThrow();
        stores.lines().settle(id, step(BankLine.State.RECEIVED, whose));
        long unused = billing.money().receive(incoming(line, whose)).receiptOrRefuse().id();
        outbox.add(new MoneyComing(whose.customer()));
        return new Made.Done(id);
    }

    private BankLines.Step step(BankLine.State state, Owner owner) {
        return new BankLines.Step(
                state,
                Optional.of(owner.customer()),
                owner.wish(),
                purposes.cost(owner.customer(), owner.wish()),
                Optional.of(ledger.today()),
                Optional.empty(),
                "");
    }

    /// It is the money of a cheque, which is cleared by it, or of a hand-over that was counted.
    public Made match(long id, Twin.Kind kind, long paper) {
        Optional<BankLine> found = stores.lines().lock(id);
        Optional<Made> refused = refused(id, found, 0);
        if (refused.isPresent()) {
            return refused.get();
        }
        BankLine line = found.get();
        Optional<Twin> twin = stores.twins().find(line, kind, paper);
        if (twin.isEmpty()) {
            return Made.refused(
                    Fields.nameOf(kind), paper, "one of this account, amount and about this day");
        }
        if (!twin.get().booked()) {
            if (kind == Twin.Kind.HAND_OVER) {
                return Made.refused("hand-over", "waits", "one that was counted");
            }
            Made cleared = cheques.clear(paper, Optional.of(line.printed().day()));
            if (!(cleared instanceof Made.Done)) {
                return cleared;
            }
        }
        String why = "%s %d".formatted(kind == Twin.Kind.CHEQUE ? "cheque" : "hand-over", paper);
        stores.lines().settle(id, BankLines.Step.ignored(why, twin));
        line.customer().ifPresent(was -> outbox.add(new MoneyComing(was)));
        return new Made.Done(id);
    }

    /// It is somebody else's than who was taken for its owner: what it had paid is open again, and
    /// it waits for whose it is.
    public Made undo(long id, String why) {
        Optional<BankLine> found = stores.lines().lock(id);
        if (found.isEmpty()) {
            return new Made.Missing("line", id);
        }
        if (found.get().state() != BankLine.State.RECEIVED) {
            return Made.refused("line", found.get().state(), "one that is in the books");
        }
        if (found.get().attempt() == BankLine.ATTEMPTS_MAX) {
            return Made.refused(
                    "line",
                    "taken back often",
                    "at most %d owners".formatted(BankLine.ATTEMPTS_MAX));
        }
        long unused = billing.money().undo(found.get().source(), ledger.today(), why).idOrRefuse();
        stores.lines().reopen(id);
        return new Made.Done(id);
    }

    private static boolean same(BankLine line, Optional<Owner> named) {
        return named.map(Owner::customer).or(line::customer).equals(line.customer());
    }

    private static Incoming incoming(BankLine line, Owner owner) {
        return new Incoming(
                line.source(),
                owner.customer(),
                line.printed().amount(),
                line.bank().ledger(),
                line.printed().day(),
                owner.wish().invoice(),
                owner.wish().buying());
    }

    /// It is no customer's: a transfer of the ISP's own, a refund.
    public Made ignore(long id, String why) {
        Optional<BankLine> found = stores.lines().lock(id);
        Optional<Made> refused = refused(id, found, 0);
        if (refused.isPresent()) {
            return refused.get();
        }
        stores.lines().settle(id, BankLines.Step.ignored(why, Optional.empty()));
        found.get().customer().ifPresent(was -> outbox.add(new MoneyComing(was)));
        return new Made.Done(id);
    }

    private Optional<Made> refused(long id, Optional<BankLine> found, int customer) {
        if (found.isEmpty()) {
            return Optional.of(new Made.Missing("line", id));
        }
        if (found.get().state() == BankLine.State.RECEIVED) {
            return Optional.of(Made.refused("line", "received", "one that is not in the books"));
        }
        return customer == 0 || stores.customers().find(customer).isPresent()
                ? Optional.empty()
                : Optional.of(new Made.Missing("customer", customer));
    }
}
