package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.ledger.Ledger;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
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

    BankDesk(PaymentStores stores, BillingRoom billing, Ledger ledger, Outbox outbox) {
        this.stores = stores;
        this.billing = billing;
        this.ledger = ledger;
        this.outbox = outbox;
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

    /// Somebody takes it for a customer's: until it is confirmed, they are not cut off for what it
    /// is for.
    public Made assign(long id, Owner owner) {
        Optional<BankLine> found = stores.lines().lock(id);
        Optional<Made> refused = refused(id, found, owner.customer());
        if (refused.isPresent()) {
            return refused.get();
        }
        var customer = Optional.of(owner.customer());
        stores.lines().settle(found.get(), BankLine.State.ASSIGNED, customer, owner.wish(), "");
        found.get().customer().ifPresent(was -> outbox.add(new MoneyComing(was)));
        outbox.add(new MoneyComing(owner.customer()));
        return new Made.Done(id);
    }

    /// It is theirs: of who is named now, else of whom it was assigned to. It is in the books on
    /// the day on which the bank had it.
    public Made confirm(long id, Optional<Owner> named) {
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
        Owner whose = owner.orElseThrow();
        stores.lines()
                .settle(
                        line,
                        BankLine.State.RECEIVED,
                        Optional.of(whose.customer()),
                        whose.wish(),
                        "");
        long unused = billing.money().receive(incoming(line, whose)).receiptOrRefuse().id();
        outbox.add(new MoneyComing(whose.customer()));
        return new Made.Done(id);
    }

    private static boolean same(BankLine line, Optional<Owner> named) {
        return named.map(Owner::customer).or(line::customer).equals(line.customer());
    }

    private static Incoming incoming(BankLine line, Owner owner) {
        return new Incoming(
                new Origin(BankLines.SOURCE, line.id()),
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
        stores.lines()
                .settle(found.get(), BankLine.State.IGNORED, Optional.empty(), Wish.NONE, why);
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
