package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.core.CoreApi;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.lines.LineBook;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.platform.Actor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who is behind the simulated lines: plans, customers and the lines themselves, entered by the
/// rooms' own stores. The same seed gives the same people. May run at every start: only lines that
/// nobody has yet get somebody.
final class DemoPeople {
    private static final Actor ACTOR = Actor.system("demo");
    private static final int BATCH = 5_000;

    private final Fleet fleet;
    private final Map<String, Integer> routers;
    private final DemoPersons persons;

    DemoPeople(Fleet fleet, Map<String, Integer> routers, long seed) {
        this.fleet = fleet;
        this.routers = routers;
        this.persons = new DemoPersons(seed);
    }

    void enter(CoreApi core) {
        List<DemoLine> all = fleet.lines().toList();
        Map<Long, Integer> plans =
                ACTOR.call(() -> core.database().transact(() -> new DemoPlans(core).enter(all)));
        for (int from = 0; from < all.size(); from += BATCH) {
            List<DemoLine> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            ACTOR.run(() -> core.database().transact(() -> lines(core, batch, plans)));
        }
    }

    private long lines(CoreApi core, List<DemoLine> batch, Map<Long, Integer> plans) {
        LineBook book = core.lines().stores().book();
        Map<String, DemoLine> byName = new HashMap<>();
        batch.forEach(line -> byName.put(line.router() + "/" + line.name(), line));
        Map<Integer, String> routerNames = new HashMap<>();
        routers.forEach((name, id) -> routerNames.put(id, name));
        List<LineDraft> fresh =
                book.unclaimed(batch.stream().map(line -> draft(line, 0, plans)).toList());
        List<DemoLine> homeless =
                fresh.stream()
                        .map(d -> byName.get(routerNames.get(d.router()) + "/" + d.name()))
                        .toList();
        List<CustomerDraft> people = homeless.stream().map(persons::customer).toList();
        List<Integer> ids = core.customers().parts().book().settle(people);
        List<LineDraft> drafts = new java.util.ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            drafts.add(draft(homeless.get(i), ids.get(i), plans));
        }
        return book.settle(drafts);
    }

    private LineDraft draft(DemoLine line, int customer, Map<Long, Integer> plans) {
        return new LineDraft(
                routers.getOrDefault(line.router(), 0),
                line.queue() ? SourceName.QUEUE : SourceName.PPP,
                line.name(),
                line.label(),
                "",
                line.area(),
                Math.max(line.downBps(), line.upBps()),
                customer,
                plans.getOrDefault(DemoPlans.key(line), 0));
    }
}
