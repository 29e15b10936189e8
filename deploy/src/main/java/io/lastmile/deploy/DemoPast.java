package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.MovableClock;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.platform.Actor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Three years of an ISP in some seconds: its own code, on a clock of the past, enters who joined,
/// changed, complained and left. It is one transaction, so that a demo that is killed begins it
/// anew, and only a tenant without customers gets it. Nobody is told of what was long ago. The same
/// seed on the same day gives the same past.
final class DemoPast {
    private static final System.Logger LOG = System.getLogger(DemoPast.class.getName());
    static final Actor ACTOR = Actor.system("demo");

    private final Fleet fleet;
    private final Map<String, Integer> routers;
    private final long seed;

    DemoPast(Fleet fleet, Map<String, Integer> routers, long seed) {
        this.fleet = fleet;
        this.routers = routers;
        this.seed = seed;
    }

    void enter(CoreApi core, CoreConfig config, CoreApi.Ground ground) {
        boolean empty =
                ACTOR.call(() ->
                        core.database().read(() -> core.customers().parts().book().count() == 0));
        if (!empty) {
            return;
        }
        try (OneTransaction one = OneTransaction.of(ground.source())) {
            long begun = System.nanoTime();
            String told = write(config, ground, one);
            one.commit();
            LOG.log(
                    System.Logger.Level.INFO,
                    "entered the past: {0} seconds={1}",
                    told,
                    (System.nanoTime() - begun) / 1_000_000_000.0);
        } catch (SQLException e) {
            throw new CannotStart("the demo's past cannot be written: " + e.getMessage(), e);
        }
    }

    private String write(CoreConfig config, CoreApi.Ground ground, OneTransaction one) {
        Instant end = ground.clock().instant();
        MovableClock clock = MovableClock.standingAt(JoinDays.first(end));
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var past =
                new CoreApi.Ground(one.source(), Optional.empty(), ground.cipher(), meters, clock);
        try (CoreApi core = new CoreApi(config, past)) {
            return live(core, new Chronicle(clock, end));
        }
    }

    private String live(CoreApi core, Chronicle chronicle) {
        List<DemoLine> lines = fleet.lines().toList();
        var people = new PastPeople(core, chronicle, routers, seed);
        var tickets = new PastTickets(core, chronicle, PastStaff.enlist(core));
        people.join(lines);
        new PastComplaints(tickets, people, chronicle, seed).plan(lines);
        new PastMoney(core, chronicle, people).plan(lines);
        chronicle.run();
        tickets.watch();
        ACTOR.run(() ->
                core.database()
                        .transact(() -> {
                            core.notifications().skipPast();
                            return true;
                        }));
        return "customers=%d tickets=%d".formatted(people.count(), tickets.count());
    }
}
