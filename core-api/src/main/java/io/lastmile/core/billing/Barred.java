package io.lastmile.core.billing;

/// Told by the room above that switches lines off: whether a service is off for another reason than
/// money. Nothing is sold for it by itself meanwhile (billing.md C.8).
@FunctionalInterface
public interface Barred {
    boolean barred(int subscription);
}
