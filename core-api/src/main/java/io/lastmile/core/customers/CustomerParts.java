package io.lastmile.core.customers;

import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Problem;
import java.time.Clock;

/// The room's stores, for its own routes and for pages. They want a unit of work around them.
public record CustomerParts(
        Database database,
        Customers customers,
        Records records,
        Identities identities,
        Search search,
        Timeline timeline,
        CustomerBook book,
        Clock clock) {
    /// The customer, or a refusal: who may not see one is told that there is none.
    public Customer need(int id) {
        return customers.find(id).orElseThrow(() -> Problem.notFound("customer", id).refusal());
    }
}
