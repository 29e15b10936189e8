package io.lastmile.deploy.bench;

import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.core.network.Endpoint;
import io.lastmile.core.network.NetworkStores;
import io.lastmile.core.network.RouterDrift;
import io.lastmile.core.network.ServiceKind;
import io.lastmile.deploy.bench.BenchRow.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// `people-lines`: changes of every line of eight routers at once, until the routers have them,
/// every session dialled in anew and a whole comparison wrote nothing more: first another profile
/// for all, which goes out a hundred lines in a request, then a fixed address for each, which is a
/// request each. How much a router was asked is counted by that router; more than its budget, or a
/// line that is not as wanted, is a failure and not a figure.
///
/// Customers are thrown out as fast as the requests allow and not at the 300 a minute of the
/// default, which spares the equipment that has to let them in again: at that pace 1,250 sessions
/// of a router take four minutes, whatever the requests.
final class LineChangesBench implements Bench {
    private static final int LINES = Integer.getInteger("lastmile.bench.people.changes", 10_000);
    private static final int ROUTERS = 8;
    private static final int RATE = 20;
    private static final int BURST = 100;

    /// What half a second on the way may bunch.
    private static final double ASKED_MAX = BURST + RATE / 2.0;

    private static final int KICKS_PER_MINUTE = 60_000;
    private static final double ALIKE_SECONDS_MAX = 60;

    /// Of the speed that the budget allows.
    private static final double OWN_RATIO_LEAST = 0.8;

    private static final int PATIENCE_SECONDS = 900;

    @Override
    public String part() {
        return PeopleBench.PART + "-lines";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        List<Operator> operators = new ArrayList<>();
        try (BackOffice office = BackOffice.open();
                Fleet fleet = Fleet.start(RouterImportBench.fleet(ROUTERS, LINES));
                Transport transport = Transport.start(1, "operator")) {
            List<ManagedRouter> routers = new ArrayList<>();
            for (SimulatedRouter router : fleet.routers()) {
                operators.add(new Operator(router, transport));
                routers.add(ManagedRouter.of(office, router.name(), router, operators.getLast()));
            }
            return new Rounds(office, routers).rows();
        } finally {
            operators.forEach(Operator::close);
        }
    }

    private record Rounds(BackOffice office, List<ManagedRouter> routers) {
        List<BenchRow> rows() throws InterruptedException, TimeoutException {
            endpoints(_ -> "");
            double alike = round(this::manage);
            long alikeRequests = requests();
            double fullest = fullest();
            for (ManagedRouter router : routers) {
                router.need(Operator.PROFILE, _ -> "default");
            }
            TimeUnit.SECONDS.sleep(BURST / RATE);
            double own = round(() -> endpoints(LineChangesBench::address));
            long ownRequests = requests();
            fullest = Math.max(fullest, fullest());
            for (ManagedRouter router : routers) {
                router.need(Operator.REMOTE_ADDRESS, LineChangesBench::address);
            }
            compareAgain();
            String what = "people: %,d line changes, ".formatted(LINES);
            return List.of(
                    PeopleBench.limit(
                            what + "all alike, %,d requests".formatted(alikeRequests),
                            "s",
                            alike,
                            ALIKE_SECONDS_MAX),
                    BenchRow.cost(
                            what + "each its own, %,d requests".formatted(ownRequests),
                            "s",
                            new Pair(own, ownSecondsLeast()),
                            OWN_RATIO_LEAST),
                    PeopleBench.limit(
                            "people: most that a router was asked above %d/s".formatted(RATE),
                            "requests",
                            fullest,
                            ASKED_MAX));
        }

        /// Seconds from the cause until all is in step.
        private double round(Runnable cause) throws InterruptedException, TimeoutException {
            routers.forEach(ManagedRouter::begin);
            long start = System.nanoTime();
            cause.run();
            await(drift -> drift.inStep() == drift.lines() && drift.compared().isPresent());
            double seconds = (System.nanoTime() - start) / 1e9;
            routers.forEach(ManagedRouter::end);
            return seconds;
        }

        private void manage() {
            office.within(() -> {
                routers.forEach(router ->
                        stores().writers()
                                .put(router.id(), 0, router.writer(RATE, BURST, KICKS_PER_MINUTE))
                                .orRefuse());
                return routers;
            });
        }

        /// All at once, as a changed plan or a mass suspension does it.
        private void endpoints(IntFunction<String> address) {
            Map<Integer, Endpoint> all = new LinkedHashMap<>();
            for (ManagedRouter router : routers) {
                for (int line : router.lines().keySet()) {
                    all.put(
                            line,
                            new Endpoint(ServiceKind.PPPOE, address.apply(line), "", "default"));
                }
            }
            office.within(() -> {
                stores().endpoints().put(all, "bench");
                return all;
            });
        }

        private void compareAgain() throws InterruptedException, TimeoutException {
            Map<Integer, Object> before = new LinkedHashMap<>();
            drifts().forEach(drift -> before.put(drift.router(), drift.compared()));
            office.within(() -> {
                routers.forEach(router -> stores().drifts().compare(router.id()));
                return routers;
            });
            await(drift -> !drift.compared().equals(before.get(drift.router())));
            for (ManagedRouter router : routers) {
                if (router.editsSince() > 0) {
                    throw new IllegalStateException(
                            "router %d: %d edits by a comparison (expected: 0)"
                                    .formatted(router.id(), router.editsSince()));
                }
            }
        }

        private void await(Predicate<RouterDrift> done)
                throws InterruptedException, TimeoutException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            List<RouterDrift> drifts = drifts();
            while (!drifts.stream().allMatch(done)) {
                if (System.nanoTime() > until) {
                    throw new TimeoutException("not in step: " + drifts);
                }
                TimeUnit.MILLISECONDS.sleep(200);
                drifts = drifts();
            }
        }

        private List<RouterDrift> drifts() {
            return office.within(() -> stores().drifts().routers());
        }

        private NetworkStores stores() {
            return office.core().network().stores();
        }

        private long requests() {
            return routers.stream().mapToLong(router -> router.asked().size()).sum();
        }

        private double fullest() {
            double most = routers.stream().mapToDouble(r -> r.fullest(RATE)).max().orElseThrow();
            if (most > ASKED_MAX) {
                throw new IllegalStateException(
                        "above %d/s: %.1f requests (expected: <= %.0f)"
                                .formatted(RATE, most, ASKED_MAX));
            }
            return most;
        }
    }

    /// What the budget takes for the router with the most lines, were there nothing to read.
    private static double ownSecondsLeast() {
        int most = (LINES + ROUTERS - 1) / ROUTERS;
        return (double) Math.max(1, most - BURST) / RATE;
    }

    private static String address(int line) {
        return "10.77.%d.%d".formatted(line / 250, 1 + line % 250);
    }
}
