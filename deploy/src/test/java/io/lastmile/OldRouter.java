package io.lastmile;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.collector.simulator.Truth;
import io.lastmile.core.plans.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A simulated router as an ISP has it that kept its books in comments: every secret has the same
/// profile and tells its customer's telephone number.
final class OldRouter implements AutoCloseable {
    static final int LINES = 500;
    static final String PROFILE = "home-20m";
    static final Account READER = FleetConfig.Access.STANDARD.accounts().getFirst();
    static final Account WRITER = FleetConfig.Access.STANDARD.accounts().getLast();
    private static final long SEED = 11;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 200_000_000;
    private static final Field COMMENT = Field.of("comment");
    private static final Field MAX_LIMIT = Field.of("max-limit");
    private static final Field PROFILE_OF = Field.of("profile");
    private static final Field RATE_LIMIT = Field.of("rate-limit");

    private final Fleet fleet;

    private OldRouter(Fleet fleet) {
        this.fleet = fleet;
    }

    static OldRouter start(Clock clock) {
        FleetConfig quiet = FleetConfig.quiet(1, LINES, SEED, clock);
        OldRouter router =
                new OldRouter(
                        Fleet.start(
                                quiet.with(
                                        new FleetConfig.Habits(
                                                Duration.ZERO,
                                                Duration.ofSeconds(1),
                                                0,
                                                quiet.habits().epoch(),
                                                Truth.Detail.NONE))));
        router.ask(client -> {
            router.label(client);
            return client;
        });
        return router;
    }

    /// Of the customer of the `number`th secret.
    static String mobile(int number) {
        return "017%08d".formatted(11_000_000 + number);
    }

    private void label(RouterClient client) {
        List<Sentence> secrets =
                client.rows(Command.of("/ppp/secret/print").proplist(Field.ID, Field.NAME));
        for (int i = 0; i < secrets.size(); i++) {
            client.run(
                    Command.of("/ppp/secret/set")
                            .with(Field.ID, secrets.get(i).text(Field.ID))
                            .with(PROFILE_OF, PROFILE)
                            .with(COMMENT, "moved in 2024, " + mobile(i + 1)));
        }
        router().disconnect(1);
    }

    SimulatedRouter router() {
        return fleet.routers().getFirst();
    }

    /// How many secrets have which speed by their profile.
    Map<String, Long> sold() {
        return ask(client -> {
            Map<String, String> limits =
                    client
                            .rows(Command.of("/ppp/profile/print").proplist(Field.NAME, RATE_LIMIT))
                            .stream()
                            .collect(
                                    Collectors.toMap(
                                            row -> row.text(Field.NAME),
                                            row -> row.text(RATE_LIMIT)));
            return counted(
                    client.rows(Command.of("/ppp/secret/print").proplist(PROFILE_OF)).stream()
                            .map(row -> limits.getOrDefault(row.text(PROFILE_OF), "no profile")));
        });
    }

    /// How many sessions are held to which speed. Who redials just now is not among them.
    Map<String, Long> held() {
        return ask(client ->
                counted(
                        client.rows(Command.of("/queue/simple/print").proplist(MAX_LIMIT)).stream()
                                .map(row -> row.text(MAX_LIMIT))));
    }

    /// What was asked for is not here at once: it goes by the outbox to room network and by its
    /// jobs to the router, and customers redial. Gives up after a minute; what there is instead is
    /// for the caller to say.
    void awaitSpeed(String speed) {
        Map<String, Long> wanted = Map.of(speed, (long) LINES);
        await(() -> sold().equals(wanted));
        await(() -> held().keySet().equals(Set.of(speed)));
    }

    private static void await(BooleanSupplier reached) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// RouterOS writes 10M as it was told or in full.
    private static Map<String, Long> counted(Stream<String> limits) {
        return limits.collect(Collectors.groupingBy(OldRouter::spelled, Collectors.counting()));
    }

    private static String spelled(String limit) {
        return switch (RateLimit.read(limit)) {
            case RateLimit.Reading.Read read -> read.limit().text();
            case RateLimit.Reading.Refused refused -> refused.found();
        };
    }

    private <T> T ask(Function<RouterClient, T> question) {
        SimulatedRouter router = router();
        try (Transport transport = Transport.start(1, "test");
                RouterClient client =
                        RouterClient.open(
                                new RouterConfig(
                                        new RouterAddress(router.host(), router.port()),
                                        new Security.Plain(),
                                        new Credentials(WRITER.name(), WRITER.password(), false)),
                                transport,
                                _ -> {})) {
            return question.apply(client);
        }
    }

    @Override
    public void close() {
        fleet.close();
    }
}
