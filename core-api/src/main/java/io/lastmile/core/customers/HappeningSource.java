package io.lastmile.core.customers;

import java.time.Instant;
import java.util.List;

/// A room above that knows things which happened to a customer. Called within a unit of work.
@FunctionalInterface
public interface HappeningSource {
    /// The newest `limit` before `before`, newest first and always in the same order.
    List<Happening> of(int customer, Instant before, int limit);
}
