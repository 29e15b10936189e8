package io.lastmile.deploy;

import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.core.CoreApi;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.network.Choice;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.network.HoldRun;
import io.lastmile.core.network.ImportChoices;
import io.lastmile.core.network.WalledGarden;
import io.lastmile.core.network.WriterDraft;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes the simulated routers into management as an operator would: imports what they have, then
/// gives them the walled garden's rules and a writing user. A router that has one is left alone.
/// The first has some customers whom the office suspended, so that the drift board has something to
/// do.
final class DemoManagement {
    private static final System.Logger LOG = System.getLogger(DemoManagement.class.getName());
    private static final Actor ACTOR = Actor.system("demo");
    private static final ImportChoices TAKE =
            new ImportChoices(Choice.TAKE, Choice.TAKE, true, false);

    /// A greater fleet is for load; the others of it are only watched.
    private static final int ROUTERS_MAX = 50;

    private static final int SUSPENDED = 3;

    private final Fleet fleet;
    private final Map<String, Integer> routers;

    DemoManagement(Fleet fleet, Map<String, Integer> routers) {
        this.fleet = fleet;
        this.routers = routers;
    }

    void enter(CoreApi core) {
        List<SimulatedRouter> some = fleet.routers().stream().limit(ROUTERS_MAX).toList();
        for (SimulatedRouter router : some) {
            ACTOR.run(() -> take(core, router, router == some.getFirst()));
        }
    }

    private void take(CoreApi core, SimulatedRouter router, boolean first) {
        int id = routers.getOrDefault(router.name(), 0);
        var writers = core.network().stores().writers();
        Optional<Account> account = router.accounts().stream().filter(Account::write).findFirst();
        if (account.isEmpty() || core.database().read(() -> writers.find(id)).isPresent()) {
            return;
        }
        WalledGarden.filters().forEach(router::addFirewallRule);
        try {
            long report = core.imports().run().make(id).id();
            core.imports().run().choose(report, Optional.of(TAKE), List.of());
            core.imports().run().commit(report);
        } catch (Refusal e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "not imported: router={0} why={1}",
                    router.name(),
                    e.getMessage());
        }
        var draft = new WriterDraft(account.get().name(), account.get().password());
        core.database().transact(() -> writers.put(id, 0, draft).orRefuse());
        if (first) {
            suspend(core, id);
        }
    }

    private static void suspend(CoreApi core, int router) {
        var some = new Page.Request(SUSPENDED, Optional.empty());
        core.database()
                .transact(() -> {
                    List<Integer> lines =
                            core
                                    .lines()
                                    .stores()
                                    .lines()
                                    .page(new Lines.Search("", router, "", 0, false, false), some)
                                    .items()
                                    .stream()
                                    .map(Line::id)
                                    .toList();
                    return core.network()
                            .stores()
                            .holds()
                            .place(
                                    new HoldRun(
                                            lines,
                                            HoldReason.ADMIN,
                                            "asked by phone to pause",
                                            Optional.empty(),
                                            Optional.of(lines.size())))
                            .placedOrRefuse();
                });
    }
}
