package io.lastmile.core.billing;

/// Told by the room above that cuts off: whether a prepaid service was left on although its time is
/// over. Days of grace that were used are paid (billing.md C.2, E2).
@FunctionalInterface
public interface LeftOn {
    boolean leftOn(int subscription);
}
