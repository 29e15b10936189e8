package io.lastmile.core.billing;

import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.subscriptions.SubscriptionRoom;
import java.util.Optional;

/// What the room needs of those below, and what one above tells it.
final class BillingBelow {
    private final SubscriptionRoom subscriptions;
    private final Plans plans;
    private volatile LeftOn leftOn = _ -> true;

    BillingBelow(SubscriptionRoom subscriptions, Plans plans) {
        this.subscriptions = subscriptions;
        this.plans = plans;
    }

    void connect(LeftOn told) {
        leftOn = told;
    }

    SubscriptionRoom subscriptions() {
        return subscriptions;
    }

    LeftOn leftOn() {
        return leftOn;
    }

    /// A version of a plan that is or was decided.
    PlanVersion terms(int plan, int version) {
        return plans.find(plan)
                .flatMap(found ->
                        found.current().number() == version
                                ? Optional.of(found.current())
                                : found.planned().stream()
                                        .filter(one -> one.number() == version)
                                        .findFirst())
                .orElseThrow(() ->
                        new IllegalStateException(
                                "plan %d version %d (expected: one that holds or will)"
                                        .formatted(plan, version)));
    }
}
