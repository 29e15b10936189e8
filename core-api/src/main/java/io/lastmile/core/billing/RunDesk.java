package io.lastmile.core.billing;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.subscriptions.Made;
import java.time.LocalDate;
import java.util.Optional;

/// Begins, confirms and drops billing runs. Call it within a unit of work; the work itself is a
/// job's.
public final class RunDesk {
    /// Nobody bills further ahead by mistake.
    static final int DAYS_AHEAD_MAX = 35;

    private final BillingStores stores;

    RunDesk(BillingStores stores) {
        this.stores = stores;
    }

    /// For all that is due by a day; one run at a time.
    public Made start(LocalDate through) {
        LocalDate last = stores.ledger().today().plusDays(DAYS_AHEAD_MAX);
        if (through.isAfter(last)) {
            return refused("through", through, "at most " + last);
        }
        return stores.runs()
                .add(through)
                .map(id -> (Made) new Made.Done(id))
                .orElseGet(() -> refused("run", "one under way", "none: finish or drop it first"));
    }

    /// What the preview shows, as that version saw it, is charged.
    public Made confirm(long id, long version) {
        return move(id, version, BillingRun.State.CONFIRMED);
    }

    /// Nobody is charged, or nobody more: one that is being charged ends where it is.
    public Made drop(long id, long version) {
        return move(id, version, BillingRun.State.DROPPED);
    }

    private static boolean leads(BillingRun.State from, BillingRun.State to) {
        return from == BillingRun.State.PREVIEW
                || to == BillingRun.State.DROPPED
                        && (from == BillingRun.State.RECKONING
                                || from == BillingRun.State.CONFIRMED);
    }

    private Made move(long id, long version, BillingRun.State to) {
        Optional<BillingRun> found = stores.runs().lock(id);
        if (found.isEmpty()) {
            return new Made.Missing("billing run", id);
        }
        BillingRun run = found.get();
        if (run.state() == to) {
            return new Made.Repeated(id);
        }
        if (!leads(run.state(), to)) {
            return refused("run", run.state(), "one that is in preview");
        }
        if (run.version() != version) {
            return refused("version", version, "" + run.version());
        }
        stores.runs().move(id, to, run.reached());
        return new Made.Done(id);
    }

    private static Made refused(String field, Object found, String expected) {
        return new Made.Refused(new Fault(field, "" + found, expected));
    }
}
