package io.lastmile.deploy.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.Asked;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.collector.simulator.Truth;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.network.Endpoint;
import io.lastmile.core.network.NetworkStores;
import io.lastmile.core.network.RouterDrift;
import io.lastmile.core.network.ServiceKind;
import io.lastmile.core.network.WriterDraft;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.AppLogin;
import io.lastmile.core.platform.Schema;
import io.lastmile.deploy.bench.BenchRow.Pair;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Another profile for every line of one router at once, until the router has it, every session
/// dialled in anew and a whole comparison wrote nothing more. What the router was asked is counted
/// by the router.
final class LineChangesBench {
    private static final int LINES = Integer.getInteger("lastmile.bench.people.changes", 10_000);
    private static final int RATE = 20;
    private static final int BURST = 100;
    private static final int KICKS_PER_MINUTE = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String ROUTER =
            """
            insert into core.router
                (name, host, port, tls, username, secret, created, changed, changed_by)
            values ('bench', '127.0.0.1', ?, false, 'lastmile', '', now(), now(), 'bench')
            returning id
            """;

    private LineChangesBench() {}

    static List<BenchRow> run() throws Exception {
        Path key = Files.createTempDirectory("changes-bench").resolve("key");
        SecretCipher cipher = SecretCipher.of(Optional.empty(), key);
        try (TestDatabase database = TestDatabase.startMigrated();
                HikariDataSource pool = pool(database, Schema.settle(database.source(), cipher));
                Fleet fleet = Fleet.start(config())) {
            SimulatedRouter router = fleet.routers().getFirst();
            int id = router(database, router);
            var ground =
                    new CoreApi.Ground(
                            pool,
                            Optional.empty(),
                            cipher,
                            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                            Clock.systemUTC());
            try (CoreApi core = new CoreApi(CoreConfig.defaults(), ground)) {
                return measured(core, router, id);
            }
        }
    }

    private static FleetConfig config() {
        FleetConfig quiet = FleetConfig.quiet(1, LINES, 11, Clock.systemUTC());
        return quiet.with(
                new FleetConfig.Habits(
                        Duration.ZERO,
                        Duration.ofSeconds(4),
                        0,
                        quiet.habits().epoch(),
                        Truth.Detail.NONE));
    }

    private static HikariDataSource pool(TestDatabase database, AppLogin login) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(login.url(database.address().url()));
        config.setUsername(login.user());
        config.setPassword(login.password());
        return new HikariDataSource(config);
    }

    private static int router(TestDatabase database, SimulatedRouter router) throws Exception {
        try (Connection owner = database.source().getConnection();
                var role = owner.createStatement();
                PreparedStatement add = owner.prepareStatement(ROUTER)) {
            owner.setAutoCommit(false);
            role.execute("set local role lastmile_app; set local app.role = 'system'");
            add.setInt(1, router.port());
            try (var row = add.executeQuery()) {
                row.next();
                int id = row.getInt(1);
                owner.commit();
                return id;
            }
        }
    }

    private static List<BenchRow> measured(CoreApi core, SimulatedRouter router, int id)
            throws InterruptedException, TimeoutException {
        NetworkStores stores = core.network().stores();
        within(core, () -> core.lines().stores().book().settle(lines(router, id)));
        long start = System.nanoTime();
        within(core, () -> changed(core, stores));
        within(core, () -> stores.writers().put(id, writer(router)));
        core.network().start();
        awaitInStep(core, stores);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Asked> asked = router.asked();
        long edits = edits(router);
        compare(core, stores, id);
        String what = "people: %,d line changes ".formatted(LINES);
        return List.of(
                limit(what + "reconciled", "s", seconds, PATIENCE.toSeconds()),
                limit(what + "in requests", "", asked.size(), LINES / 10.0),
                limit(what + "above 20/s at once", "requests", fullest(asked), BURST + 1),
                limit(what + "written again", "", edits(router) - edits, 0));
    }

    private static List<LineDraft> lines(SimulatedRouter router, int id) {
        List<LineDraft> lines = new ArrayList<>();
        router.lines()
                .forEach(line ->
                        lines.add(
                                new LineDraft(
                                        id, SourceName.PPP, line.name(), "", "", "", 0, 0, 0)));
        return lines;
    }

    private static Integer changed(CoreApi core, NetworkStores stores) {
        Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
        Endpoint plain = new Endpoint(ServiceKind.PPPOE, "", "", "default");
        core.database()
                .client()
                .execute()
                .createQuery("select id from core.line order by id")
                .execute()
                .forEach(row -> endpoints.put(row.column("id").get(Integer.class), plain));
        stores.endpoints().put(endpoints, "bench");
        return endpoints.size();
    }

    private static WriterDraft writer(SimulatedRouter router) {
        Account admin = router.accounts().getLast();
        return new WriterDraft(
                admin.name(),
                Optional.of(admin.password()),
                RATE,
                BURST,
                KICKS_PER_MINUTE,
                "",
                "",
                true);
    }

    private static void awaitInStep(CoreApi core, NetworkStores stores)
            throws InterruptedException, TimeoutException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        RouterDrift drift = drift(core, stores);
        while (drift.inStep() < LINES || drift.compared().isEmpty()) {
            if (System.nanoTime() > until) {
                throw new TimeoutException(drift + " (expected: all in step)");
            }
            TimeUnit.MILLISECONDS.sleep(200);
            drift = drift(core, stores);
        }
    }

    private static RouterDrift drift(CoreApi core, NetworkStores stores) {
        return within(core, () -> stores.drifts().routers()).getFirst();
    }

    private static void compare(CoreApi core, NetworkStores stores, int id)
            throws InterruptedException, TimeoutException {
        Object before = drift(core, stores).compared();
        within(
                core,
                () -> {
                    stores.drifts().compare(id);
                    return id;
                });
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (drift(core, stores).compared().equals(before)) {
            if (System.nanoTime() > until) {
                throw new TimeoutException("not compared");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static long edits(SimulatedRouter router) {
        return router.asked().stream().filter(Asked::edits).count();
    }

    /// How full a bucket that leaks at the allowed rate ever was.
    private static double fullest(List<Asked> asked) {
        double level = 0;
        double fullest = 0;
        long at = asked.getFirst().nanos();
        for (Asked request : asked) {
            level = Math.max(0, level - RATE * (request.nanos() - at) / 1e9) + 1;
            at = request.nanos();
            fullest = Math.max(fullest, level);
        }
        return fullest;
    }

    private static <T> T within(CoreApi core, Supplier<T> work) {
        return Actor.system("bench").call(() -> core.database().transact(work));
    }

    private static BenchRow limit(String row, String unit, double ours, double goal) {
        return BenchRow.limit(row, unit, new Pair(ours, Double.NaN), goal);
    }
}
