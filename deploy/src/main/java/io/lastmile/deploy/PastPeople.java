package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.core.CoreApi;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.SourceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Customers and their lines, who join day by day.
final class PastPeople {
    private final CoreApi core;
    private final Chronicle chronicle;
    private final Map<String, Integer> routers;
    private final DemoPersons persons;
    private final JoinDays days;
    private final Map<DemoLine, Integer> customers = new HashMap<>();
    private final NavigableMap<Long, Integer> homes = new TreeMap<>();
    private Map<Long, Integer> plans = Map.of();

    PastPeople(CoreApi core, Chronicle chronicle, Map<String, Integer> routers, long seed) {
        this.core = core;
        this.chronicle = chronicle;
        this.routers = routers;
        this.persons = new DemoPersons(seed);
        this.days = new JoinDays(seed, chronicle.end());
    }

    /// All of `lines`, each on its day; and who left since.
    void join(List<DemoLine> lines) {
        plans =
                DemoPast.ACTOR.call(
                        () -> core.database().transact(() -> new DemoPlans(core).enter(lines)));
        lines.stream()
                .filter(line -> !line.queue())
                .forEach(line ->
                        homes.put(line.downBps(), plans.getOrDefault(DemoPlans.key(line), 0)));
        Map<Instant, List<DemoLine>> byDay =
                lines.stream()
                        .collect(
                                Collectors.groupingBy(days::of, TreeMap::new, Collectors.toList()));
        byDay.forEach((day, some) -> chronicle.at(day, () -> enter(some)));
        new PastLives(core, chronicle, this).plan(lines);
    }

    void enter(List<DemoLine> lines) {
        List<CustomerDraft> drafts = lines.stream().map(persons::customer).toList();
        DemoPast.ACTOR.run(() ->
                core.database()
                        .transact(() -> {
                            List<Integer> ids = core.customers().parts().book().settle(drafts);
                            for (int i = 0; i < ids.size(); i++) {
                                customers.put(lines.get(i), ids.get(i));
                            }
                            return core.lines()
                                    .stores()
                                    .book()
                                    .settle(lines.stream().map(this::draft).toList());
                        }));
    }

    private LineDraft draft(DemoLine line) {
        return draft(line, plan(line));
    }

    LineDraft draft(DemoLine line, int plan) {
        return new LineDraft(
                routers.getOrDefault(line.router(), 0),
                line.queue() ? SourceName.QUEUE : SourceName.PPP,
                line.name(),
                line.label(),
                "",
                line.area(),
                Math.max(line.downBps(), line.upBps()),
                customers.getOrDefault(line, 0),
                plan);
    }

    private int plan(DemoLine line) {
        return PastLives.changesPlan(dice(line))
                ? before(line)
                : plans.getOrDefault(DemoPlans.key(line), 0);
    }

    /// The plan that the router knows the line by.
    int planNow(DemoLine line) {
        return plans.getOrDefault(DemoPlans.key(line), 0);
    }

    /// What it had until it wanted more: the next slower plan, if there is one.
    private int before(DemoLine line) {
        var slower = homes.lowerEntry(line.downBps());
        return line.queue() || slower == null ? planNow(line) : slower.getValue();
    }

    java.util.SplittableRandom dice(DemoLine line) {
        return JoinDays.dice(persons.seed() * 7 + 3, line);
    }

    JoinDays days() {
        return days;
    }

    /// Empty before it joined.
    Optional<Integer> customer(DemoLine line) {
        return Optional.ofNullable(customers.get(line));
    }

    int count() {
        return customers.size();
    }
}
