package io.lastmile.core.billing;

import java.util.Collection;
import java.util.Set;

/// Told by the room above that cuts off: which prepaid services were left on although their time is
/// over. Days of grace that were used are paid (billing.md C.2, E2).
@FunctionalInterface
public interface LeftOn {
    Set<Integer> leftOn(Collection<Integer> subscriptions);
}
