package io.lastmile.core.dunning;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Changes the rules and answers runs that ask. Whoever is concerned is looked at with the next
/// run. Call it within a unit of work.
public final class RuleDesk {
    private final DunningStores stores;

    RuleDesk(DunningStores stores) {
        this.stores = stores;
    }

    public Granted change(DunningRules wanted) {
        if (!stores.rules().change(wanted)) {
            return new Granted.Stale(stores.rules().current().version());
        }
        stores.below().watches().wake();
        return new Granted.Done(wanted.version() + 1);
    }

    public Granted add(QuietTimes.Named period) {
        if (period.lastDay().isBefore(stores.today())) {
            return Granted.refused("lastDay", period.lastDay(), "one that is not over");
        }
        if (stores.periods().from(stores.today()).size() >= QuietPeriods.ROWS_MAX) {
            return Granted.refused("periods", QuietPeriods.ROWS_MAX, "fewer to come");
        }
        int id = stores.periods().add(period);
        stores.below().watches().wake();
        return new Granted.Done(id);
    }

    public Granted remove(int period) {
        if (!stores.periods().remove(period)) {
            return new Granted.Missing("period", period);
        }
        stores.below().watches().wake();
        return new Granted.Done(period);
    }

    /// Cut them off. `count` is how many stood on the list that was read.
    public Granted confirm(long run, int count) {
        Optional<DunningRun> found = stores.runs().lock(run);
        if (found.isEmpty()) {
            return new Granted.Missing("run", run);
        }
        DunningRun asks = found.get();
        if (asks.state() != DunningRun.State.ASKS) {
            return answered(asks);
        }
        if (asks.count() != count) {
            return Granted.refused("count", count, "" + asks.count());
        }
        stores.runs().settle(run, DunningRun.State.CONFIRMED, "", Optional.empty());
        return new Granted.Done(run);
    }

    /// Leave them alone for so many days; they may pay, or whatever was wrong is set right.
    public Granted drop(long run, int days, String why) {
        Optional<DunningRun> found = stores.runs().lock(run);
        if (found.isEmpty()) {
            return new Granted.Missing("run", run);
        }
        if (found.get().state() != DunningRun.State.ASKS) {
            return answered(found.get());
        }
        Instant until = stores.now().plus(Duration.ofDays(days));
        stores.runs().settle(run, DunningRun.State.DROPPED, why, Optional.of(until));
        return new Granted.Done(run);
    }

    private static Granted answered(DunningRun run) {
        return Granted.refused("run", run.state(), "one that asks");
    }
}
