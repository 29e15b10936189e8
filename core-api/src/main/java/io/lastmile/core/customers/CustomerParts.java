package io.lastmile.core.customers;

import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/// The room's stores, for its own routes and for pages. They want a unit of work around them.
public record CustomerParts(
        Database database,
        Customers customers,
        Records records,
        Identities identities,
        Documents documents,
        Search search,
        Timeline timeline,
        Ties ties,
        Forgetters forgetters,
        CustomerBook book,
        Clock clock) {
    /// The customer, or a refusal: who may not see one is told that there is none.
    public Customer need(int id) {
        return customers.find(id).orElseThrow(() -> Problem.notFound("customer", id).refusal());
    }

    /// Does `work` to a customer whom the actor sees; refuses if it finds nothing to do.
    public void write(int id, Predicate<Integer> work) {
        if (!work.test(need(id).id())) {
            throw Problem.conflict(new Fault("customer", "" + id, "one in the state for this"))
                    .refusal();
        }
    }

    /// An identity's whole number; who asked for it and why is kept.
    public String reveal(int id, RecordDrafts.Reveal wanted) {
        return database.transact(() ->
                identities
                        .reveal(need(id).id(), wanted.kind(), wanted.reason())
                        .orElseThrow(() ->
                                Problem.notFound("identity", wanted.kind().word()).refusal()));
    }

    /// Settles the wish to be forgotten. With `erase` who it was goes for good: name, mobile,
    /// address, pictures, identity numbers, contacts, notes, and by `CustomerErased` what they
    /// wrote and were told; the number and the district stay, for the books. Refuses to erase
    /// somebody on whom something hangs still. False if nobody wished it.
    public boolean settleErasure(int id, String outcome, boolean erase) {
        boolean settled = records.settleErasure(id, outcome);
        if (settled && erase) {
            List<String> held = ties.of(id);
            if (!held.isEmpty()) {
                throw Problem.conflict(
                                new Fault(
                                        "customer",
                                        String.join(", ", held),
                                        "one whom nothing hangs on"))
                        .refusal();
            }
            documents.erase(id, outcome);
            identities.erase(id);
            records.forget(id);
            String mobile = need(id).person().mobile();
            customers.forget(id);
            forgetters.forget(id, mobile);
        }
        return settled;
    }
}
