package io.lastmile.core.billing;

import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Takes money in, whatever brought it, and puts it where it belongs (billing.md C.2, C.4, C.7).
/// Call it within a unit of work: the receipt, what it paid, the time that it bought and the books
/// are there together or not at all.
public final class MoneyDesk {
    /// Payments of one unit of work: some megabytes of JSON, and customers who wait for each other.
    public static final int ROWS_MAX = 1_000;

    private final BillingStores stores;
    private final Renewals renewals;
    private final Intake intake;
    private final Undoing undoing;

    MoneyDesk(
            BillingStores stores,
            Renewals renewals,
            Issuing issuing,
            Spending spending,
            ChangeMoney changes) {
        this.stores = stores;
        this.renewals = renewals;
        this.intake = new Intake(stores, renewals, issuing, changes);
        this.undoing = new Undoing(stores, spending);
    }

    /// What time of a prepaid service would cost now; empty where there is no such service of the
    /// customer.
    public Optional<Renewal> quote(int customer, Incoming.Buying buying) {
        return renewals.quote(customer, buying);
    }

    /// Once per source. Money pays first what the payer chose, then what is due longest; what is
    /// left becomes credit, and applies a change of plan that waited for it. Time is bought if this
    /// money and the customer's credit pay all of it; otherwise it waits as any other money does
    /// (C.4, WAIT).
    public Received receive(Incoming incoming) {
        return receiveAll(List.of(incoming)).getFirst();
    }

    /// Many at once, each as `receive` does, one after the other for who pays twice; the answers
    /// are in the same order. What they cost is some forty statements, however many they are.
    public List<Received> receiveAll(List<Incoming> incoming) {
        if (incoming.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "payments: %d (expected: <= %d)".formatted(incoming.size(), ROWS_MAX));
        }
        stores.locks().take(incoming.stream().map(Incoming::customer).distinct().toList());
        Map<Integer, Received> answers = new TreeMap<>();
        while (answers.size() < incoming.size()) {
            List<Integer> round = round(incoming, answers.keySet());
            List<Received> taken = intake.take(round.stream().map(incoming::get).toList());
            for (int i = 0; i < round.size(); i++) {
                answers.put(round.get(i), taken.get(i));
            }
        }
        return List.copyOf(answers.values());
    }

    /// Which are next: the first of each customer that is not done, with a source of its own.
    private static List<Integer> round(List<Incoming> incoming, Set<Integer> done) {
        Set<Object> met = new HashSet<>();
        List<Integer> round = new ArrayList<>();
        for (int i = 0; i < incoming.size(); i++) {
            Incoming one = incoming.get(i);
            if (!done.contains(i) && met.add(one.customer()) && met.add(one.source())) {
                round.add(i);
            }
        }
        return round;
    }

    /// Money that turned out to be none: a cheque that bounced, a payment that was charged back.
    /// What it had paid is open again; time that it bought stays and is owed for, until somebody
    /// looks at it (C.7).
    public Made undo(Origin source, LocalDate day, String why) {
        return undoing.undo(source, day, why);
    }
}
