package io.lastmile.core.subscriptions;

import io.lastmile.core.lines.LineBook;
import io.lastmile.core.lines.LineChanged;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.plans.Terms;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Platform;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// The room's stores, and what it needs of those below. They want a unit of work around them.
public record SubscriptionStores(
        Subscriptions subscriptions,
        Entitlements entitlements,
        PlanChanges changes,
        Pauses pauses,
        Terminations terminations,
        EarlierCredits credits,
        Below below,
        BusinessDays days) {
    record Below(Plans plans, LineStores lines, Outbox outbox) {}

    static SubscriptionStores of(Platform platform, Plans plans, LineStores lines, ZoneId zone) {
        var db = platform.database().client();
        var clock = platform.clock();
        return new SubscriptionStores(
                new Subscriptions(db, clock),
                new Entitlements(db, clock),
                new PlanChanges(db, clock),
                new Pauses(db, clock),
                new Terminations(db, clock),
                new EarlierCredits(),
                new Below(plans, lines, platform.outbox()),
                new BusinessDays(clock, zone));
    }

    LocalDate today() {
        return days.today();
    }

    Plan plan(int plan) {
        return below.plans().find(plan).orElseThrow();
    }

    /// A plan by the names that it has now.
    public Summary.Named named(int plan) {
        Terms terms = plan(plan).terms();
        return new Summary.Named(plan, terms.name(), terms.nameBn());
    }

    /// A plan that is not sold any more since it was quoted is given all the same.
    void settleLine(int line, int plan) {
        long changed =
                below.lines().book().assign(List.of(new LineBook.Assignment(line, 0, 0, plan)));
        if (changed > 0) {
            below.outbox().add(new LineChanged(line, LineChanged.What.CHANGED));
        }
    }
}
