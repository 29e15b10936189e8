package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.MovableClock;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.platform.Actor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// Three years of an ISP in less than a minute: its own code, on a clock of the past, enters who
/// joined, changed, complained and left, and a year of what they paid. The people are one
/// transaction, so that a demo that is killed begins them anew; of the money each month is one, and
/// the next start goes on where it stood. Only a tenant without customers gets it. Nobody is told
/// of what was long ago. The same seed on the same day gives the same past.
final class DemoPast {
    private static final System.Logger LOG = System.getLogger(DemoPast.class.getName());
    private static final String UNFINISHED = "past-unfinished";
    static final Actor ACTOR = Actor.system("demo");

    private final Fleet fleet;
    private final Map<String, Integer> routers;
    private final long seed;

    DemoPast(Fleet fleet, Map<String, Integer> routers, long seed) {
        this.fleet = fleet;
        this.routers = routers;
        this.seed = seed;
    }

    /// `owner` may analyse what was written; in `data` stands that there is more to write.
    void enter(CoreApi core, Place place) {
        boolean empty =
                ACTOR.call(() ->
                        core.database().read(() -> core.customers().parts().book().count() == 0));
        Path unfinished = place.data().resolve(UNFINISHED);
        try {
            if (empty) {
                Files.writeString(unfinished, "The past of the demo is being written.\n");
                people(place);
            }
            if (Files.exists(unfinished)) {
                long begun = System.nanoTime();
                new PastMoney(place.config(), place.ground(), place.owner(), seed).enter();
                Files.delete(unfinished);
                told("money", begun);
            }
        } catch (SQLException | IOException e) {
            throw new CannotStart("the demo's past cannot be written: " + e.getMessage(), e);
        }
    }

    /// Where the past is written: by the application's login, and by the owner of its tables.
    record Place(CoreConfig config, CoreApi.Ground ground, DataSource owner, Path data) {}

    private void people(Place place) throws SQLException {
        try (OneTransaction one = OneTransaction.of(place.ground().source())) {
            long begun = System.nanoTime();
            String told = write(place.config(), place.ground(), one);
            one.commit();
            told(told, begun);
        }
    }

    private static void told(String what, long begun) {
        LOG.log(
                System.Logger.Level.INFO,
                "entered the past: {0} seconds={1}",
                what,
                (System.nanoTime() - begun) / 1_000_000_000.0);
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
