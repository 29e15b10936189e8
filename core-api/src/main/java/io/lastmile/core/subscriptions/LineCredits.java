package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/// Told by the room above that keeps invoices: what was credited already of what segments of a
/// service were charged, for an outage or out of goodwill, without what a change that is not
/// applied yet would credit. A change of plan, a refund and an end credit no more than is left; a
/// quote made before is outdated.
@FunctionalInterface
public interface LineCredits {
    /// By segment, in their order; `day` is the first one that would be taken from the first.
    List<Money> credited(List<Segment> segments, LocalDate day);

    /// Where lines have nothing to do with each other.
    static LineCredits ofEach(Function<Segment, Money> credited) {
        return (segments, _) -> segments.stream().map(credited).toList();
    }
}
