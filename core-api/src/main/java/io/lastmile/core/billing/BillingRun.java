package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Charges all periods of postpaid services that are due by a day. First it is reckoned and looked
/// at, then somebody confirms it, then it is done in batches.
public record BillingRun(
        long id,
        long version,
        LocalDate through,
        State state,
        int reached,
        Instant made,
        String by,
        Optional<Instant> confirmed,
        Optional<String> confirmedBy,
        Optional<Instant> finished) {
    public enum State {
        /// What is due is being looked for.
        RECKONING,
        /// It waits for somebody to confirm or drop it.
        PREVIEW,
        CONFIRMED,
        DONE,
        /// Nobody is charged any more; who was charged already stays so.
        DROPPED
    }

    /// What a run charges before tax, against the periods before. `changed` are those that came out
    /// otherwise than they were shown or failed, and were left for the next run.
    public record Sums(
            long customers,
            long periods,
            Money net,
            long first,
            long more,
            long less,
            Money before,
            long billed,
            long changed) {}

    /// A period in a run. `before` is what the period before cost, nothing for the first one.
    public record Item(
            int customer,
            String name,
            int subscription,
            LocalDate start,
            LocalDate end,
            int plan,
            Money net,
            Optional<Money> before,
            ItemState state,
            Optional<Long> invoice,
            String failure) {}

    public enum ItemState {
        WANTED,
        BILLED,
        /// It is not due any more, or for another amount.
        CHANGED,
        /// It could not be charged, for the reason that is kept.
        FAILED
    }
}
