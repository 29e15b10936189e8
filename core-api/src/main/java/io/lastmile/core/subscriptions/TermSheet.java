package io.lastmile.core.subscriptions;

import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanVersion;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// The plans of one unit of work, each read once.
final class TermSheet {
    private final SubscriptionStores stores;
    private final Map<Integer, Plan> plans = new HashMap<>();

    TermSheet(SubscriptionStores stores) {
        this.stores = stores;
    }

    /// A plan as it holds on a day, never as it was before today.
    PlanVersion at(int plan, LocalDate day) {
        return plans.computeIfAbsent(plan, stores::plan).at(stores.days().start(day));
    }
}
