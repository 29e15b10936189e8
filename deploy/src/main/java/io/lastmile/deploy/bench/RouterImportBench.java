package io.lastmile.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.collector.simulator.Truth;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `people-import`: PPPoE secrets that one router has, by the API: the report of how they differ
/// from our lines, and taking them over with their passwords. Each has the mobile number of one of
/// our customers in its comment, all of whom must be found by it; a report afterwards must find
/// nothing that differs.
final class RouterImportBench implements Bench {
    private static final List<Integer> SECRETS = List.of(5_000, 20_000);
    private static final int CUSTOMERS = 20_000;
    private static final double REPORT_SECONDS_MAX = 10;
    private static final double TAKE_SECONDS_MAX = 30;

    @Override
    public String part() {
        return PeopleBench.PART + "-import";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        List<BenchRow> rows = new ArrayList<>();
        try (BackOffice office = BackOffice.open()) {
            new PeopleSeed(office, CUSTOMERS).settle();
            for (int secrets : SECRETS) {
                try (Fleet fleet = Fleet.start(fleet(1, secrets))) {
                    rows.addAll(rows(office.client(), fleet.routers().getFirst(), secrets));
                }
            }
        }
        return rows;
    }

    /// PPPoE users only, who stay online until they are thrown out.
    static FleetConfig fleet(int routers, int users) {
        FleetConfig quiet = FleetConfig.quiet(routers, users, 11, Clock.systemUTC());
        return quiet.with(
                new FleetConfig.Habits(
                        Duration.ZERO,
                        Duration.ofSeconds(4),
                        0,
                        quiet.habits().epoch(),
                        Truth.Detail.NONE));
    }

    private static List<BenchRow> rows(PeopleClient client, SimulatedRouter router, int secrets)
            throws IOException, InterruptedException {
        comment(router);
        int id = router(client, "import-" + secrets, router);
        long start = System.nanoTime();
        JsonNode report = client.post("/api/routers/" + id + "/imports", "{}");
        long made = System.nanoTime();
        need(report.path("counts"), "new", secrets);
        JsonNode taken =
                client.post(
                        "/api/imports/" + report.path("id").asText() + "/commit",
                        "{\"fresh\":\"take\",\"customers\":true}");
        long end = System.nanoTime();
        for (String word : List.of("added", "customers", "passwords")) {
            need(taken.path("result"), word, secrets);
        }
        JsonNode after = client.post("/api/routers/" + id + "/imports", "{}");
        need(after.path("counts"), "matches", secrets);
        String of = " of %,d secrets of one router".formatted(secrets);
        return List.of(
                PeopleBench.limit(
                        "people: difference report" + of,
                        "s",
                        (made - start) / 1e9,
                        REPORT_SECONDS_MAX),
                PeopleBench.limit(
                        "people: take-over" + of, "s", (end - made) / 1e9, TAKE_SECONDS_MAX));
    }

    private static void comment(SimulatedRouter router) {
        try (Transport transport = Transport.start(1, "operator");
                Operator operator = new Operator(router, transport)) {
            int number = 0;
            for (DemoLine line : router.lines()) {
                operator.comment(line.name(), PeopleSeed.mobile(number++));
            }
        }
    }

    /// Our id of a router whose secrets we may see.
    static int router(PeopleClient client, String name, SimulatedRouter router)
            throws IOException, InterruptedException {
        Account writer = Operator.writer(router);
        return client.post(
                        "/api/routers",
                        """
                        {"name":"%s","host":"127.0.0.1","port":%d,"tls":false,
                         "username":"%s","password":"%s"}
                        """
                                .formatted(name, router.port(), writer.name(), writer.password()))
                .path("id")
                .asInt();
    }

    private static void need(JsonNode counts, String word, int expected) {
        if (counts.path(word).asInt() != expected) {
            throw new IllegalStateException(
                    "import: " + counts + " (expected: " + word + " " + expected + ")");
        }
    }
}
