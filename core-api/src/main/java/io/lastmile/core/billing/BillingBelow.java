package io.lastmile.core.billing;

import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.subscriptions.SubscriptionRoom;
import java.util.Set;

/// What the room needs of those below, and what one above tells it.
final class BillingBelow {
    private final SubscriptionRoom subscriptions;
    private final Plans plans;
    private volatile LeftOn leftOn = Set::copyOf;
    private volatile Barred barred = _ -> false;

    BillingBelow(SubscriptionRoom subscriptions, Plans plans) {
        this.subscriptions = subscriptions;
        this.plans = plans;
    }

    void connect(LeftOn told) {
        leftOn = told;
    }

    void bar(Barred told) {
        barred = told;
    }

    Barred barred() {
        return barred;
    }

    SubscriptionRoom subscriptions() {
        return subscriptions;
    }

    LeftOn leftOn() {
        return leftOn;
    }

    /// A version of a plan: one that holds or will, or one by which days were sold before.
    PlanVersion terms(int plan, int version) {
        return plans.version(plan, version)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "plan %d version %d (expected: one that was decided)"
                                        .formatted(plan, version)));
    }
}
