package io.lastmile.core.portal;

import io.lastmile.core.plans.Allowance;
import io.lastmile.core.plans.Pair;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.Terms;
import java.util.List;

/// What was bought: its names, rates in bit/s and its fair usage steps, none if there are none.
public record PortalPlan(
        String name, String nameBn, Pair rate, boolean unlimited, List<Allowance.Step> steps) {
    public PortalPlan {
        steps = List.copyOf(steps);
    }

    static PortalPlan of(Plan plan) {
        Terms terms = plan.terms();
        return new PortalPlan(
                terms.name(),
                terms.nameBn(),
                terms.rate(),
                terms.unlimited(),
                terms.allowance().steps());
    }
}
