package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;

/// Told by the room above that keeps invoices: what was credited already on the line of a segment,
/// for an outage or out of goodwill. A change of plan credits no more than is left.
@FunctionalInterface
public interface LineCredits {
    Money credited(Segment segment);
}
