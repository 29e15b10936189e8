package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;

/// Told by the room above that keeps invoices: what was credited already on the line of a segment,
/// for an outage or out of goodwill, without what a change that is not applied yet would credit. A
/// change of plan, a refund and an end credit no more than is left; a quote made before is
/// outdated.
@FunctionalInterface
public interface LineCredits {
    Money credited(Segment segment);
}
