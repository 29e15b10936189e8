package io.lastmile.core.dunning;

import io.lastmile.core.platform.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Each minute: sets free, does what was confirmed, looks at whose instant has come, then cuts off
/// in one run, or asks. Killed anywhere, it goes on with what is left: who has to be off stays due.
final class DunningJob {
    /// Suspensions of one transaction.
    private static final int CHUNK = 200;

    /// Within an hour they are 120,000 subscriptions.
    private static final int STALE_PAGES = 4;

    private final Database database;
    private final DunningStores stores;
    private final DunningDesk desk;

    DunningJob(DunningStores stores, DunningDesk desk) {
        this.database = stores.below().platform().database();
        this.stores = stores;
        this.desk = desk;
    }

    void run() {
        restore();
        confirmed();
        Set<Integer> wanted = new LinkedHashSet<>();
        due(wanted);
        for (int page = 0; page < STALE_PAGES; page++) {
            List<Integer> stale = database.transact(stores.below().watches()::stale);
            wanted.addAll(database.transact(() -> desk.settle(stale)));
        }
        begin(wanted.stream().sorted().toList());
    }

    /// Whatever was heard or not: who is off is looked at each minute.
    private void restore() {
        List<Integer> page = open(0);
        while (!page.isEmpty()) {
            List<Integer> ids = page;
            database.transact(() -> desk.settle(ids));
            page = open(ids.getLast());
        }
    }

    private List<Integer> open(int after) {
        return database.read(() -> stores.nonpays().openAfter(after));
    }

    private void confirmed() {
        List<DunningRuns.Confirmed> page = confirmed(DunningRuns.Confirmed.FIRST);
        while (!page.isEmpty()) {
            page.stream()
                    .collect(
                            Collectors.groupingBy(
                                    DunningRuns.Confirmed::run,
                                    Collectors.mapping(
                                            DunningRuns.Confirmed::subscription,
                                            Collectors.toList())))
                    .forEach((run, ids) -> database.transact(() -> done(run, ids)));
            page = confirmed(page.getLast());
        }
    }

    private int done(long run, List<Integer> ids) {
        int begun = desk.begin(ids, Optional.of(run));
        stores.runs().done(run, ids, begun);
        return begun;
    }

    private List<DunningRuns.Confirmed> confirmed(DunningRuns.Confirmed after) {
        return database.read(() -> stores.runs().confirmed(after));
    }

    private void due(Set<Integer> wanted) {
        List<Watches.Mark> page = marks(Watches.Mark.FIRST);
        while (!page.isEmpty()) {
            List<Integer> ids = page.stream().map(Watches.Mark::subscription).toList();
            wanted.addAll(database.transact(() -> desk.settle(ids)));
            page = marks(page.getLast());
        }
    }

    private List<Watches.Mark> marks(Watches.Mark after) {
        return database.read(() -> stores.below().watches().due(after));
    }

    private void begin(List<Integer> wanted) {
        boolean free = database.transact(() -> free(wanted));
        for (int from = 0; free && from < wanted.size(); from += CHUNK) {
            List<Integer> chunk = wanted.subList(from, Math.min(from + CHUNK, wanted.size()));
            database.transact(() -> desk.begin(chunk, Optional.empty()));
        }
    }

    /// The mass guard. What the program cut off since midnight counts too, or a flood would pass it
    /// in drops.
    private boolean free(List<Integer> wanted) {
        Nonpayment rule = stores.nonpayment();
        Instant now = stores.below().platform().clock().instant();
        LocalDate today = rule.quiet().day(now);
        Nonpays.Counts counts = stores.nonpays().counts(rule.quiet().start(today));
        int unasked = rule.rules().guard().unasked(counts.running() + counts.begun());
        boolean free = wanted.isEmpty() || wanted.size() + counts.begun() <= unasked;
        Optional<DunningRun> asks = stores.runs().asks();
        if (free) {
            asks.ifPresent(run ->
                    stores.runs()
                            .settle(run.id(), DunningRun.State.OUTDATED, "", Optional.empty()));
        } else {
            ask(asks.map(DunningRun::id).orElseGet(() -> stores.runs().add(unasked)), wanted);
            stores.runs().asks().ifPresent(run -> stores.runs().count(run.id(), unasked));
        }
        return free;
    }

    private void ask(long run, List<Integer> wanted) {
        List<Integer> missing = new ArrayList<>(stores.runs().keep(run, wanted));
        for (int from = 0; from < missing.size(); from += Dossiers.ROWS_MAX) {
            int to = Math.min(from + Dossiers.ROWS_MAX, missing.size());
            stores.runs().addItems(run, desk.judge(missing.subList(from, to)));
        }
    }
}
