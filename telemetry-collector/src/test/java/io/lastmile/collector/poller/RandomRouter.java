package io.lastmile.collector.poller;

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
import io.lastmile.collector.simulator.Bytes;
import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.Life;
import io.lastmile.collector.simulator.MovableClock;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.collector.simulator.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A simulated router to which random things happen.
final class RandomRouter implements AutoCloseable {
    private static final int LINES = 24;
    private static final int QUEUE_EVERY = 4;
    private static final Bytes SURGE = new Bytes(Long.MAX_VALUE - 5, (1L << 62) + 7);
    private static final List<Fault> FAILURES =
            List.of(
                    Fault.DROP_MID_WORD,
                    Fault.END_MID_SENTENCE,
                    Fault.TRUNCATED_LISTING,
                    Fault.EMPTY_REPLIES,
                    Fault.FATAL);

    private final RandomGenerator random;
    private final Transport transport;
    private final Fleet fleet;
    private final SimulatedRouter router;
    private final List<DemoLine> lines;
    private Optional<RouterClient> client = Optional.empty();
    private int twins;
    private int guests;
    private boolean surged;

    RandomRouter(RandomGenerator random, MovableClock clock, Transport transport) {
        this.random = random;
        this.transport = transport;
        var habits =
                new FleetConfig.Habits(
                        random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(10),
                        Duration.ofSeconds(random.nextInt(1, 40)),
                        QUEUE_EVERY,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Truth.Detail.ALL);
        fleet =
                Fleet.start(
                        FleetConfig.quiet(1, LINES, random.nextLong(), clock)
                                .with(habits)
                                .with(new FleetConfig.Network("127.0.0.1", 0, false, 1)));
        router = fleet.routers().getFirst();
        lines = router.lines();
    }

    RouterClient client() {
        if (client.isEmpty() || !client.get().isOpen()) {
            client = Optional.of(open(router.accounts().getFirst()));
        }
        return client.get();
    }

    private RouterClient open(Account account) {
        var config =
                new RouterConfig(
                        new RouterAddress(router.host(), router.port()),
                        new Security.Plain(),
                        new Credentials(account.name(), account.password(), false));
        return RouterClient.open(config, transport, _ -> {});
    }

    void disconnect() {
        client.ifPresent(RouterClient::close);
        client = Optional.empty();
    }

    void reboot() {
        router.reboot();
    }

    /// Sessions come and go, counters are reset, one jumps beyond 2^63.
    void happen() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> router.reconnect(user());
            case 3 -> router.disconnect(0.3);
            case 4, 5 -> router.resetCounters(user());
            case 6 -> router.resetCounters(some(true));
            case 7 -> surge();
            case 8 -> twin();
            case 9 -> guest();
            default -> throw new AssertionError("nothing happens");
        }
    }

    private void surge() {
        if (!surged) {
            surged = router.surge(random.nextBoolean() ? user() : some(true), SURGE);
        }
    }

    private void twin() {
        if (twins++ < 2) {
            router.secondSession(user());
        }
    }

    private void guest() {
        if (guests++ < 3) {
            router.addLine("gu\u00e9st " + guests);
        }
    }

    /// A poll that fails in the middle, or a connection that is gone.
    void fail() {
        if (random.nextInt(6) == 0) {
            router.dropConnections();
        } else {
            router.once(FAILURES.get(random.nextInt(FAILURES.size())), random.nextInt(LINES));
        }
    }

    /// Rows are missing from the next list of counters, or a queue gets another name.
    void oddity() {
        recover();
        if (random.nextBoolean()) {
            router.once(Fault.MISSING_ROWS, random.nextInt(1, 4));
        } else {
            rename();
        }
    }

    private void rename() {
        try (RouterClient writer = open(router.accounts().getLast())) {
            List<Sentence> queues =
                    writer
                            .rows(Command.of("/queue/simple/print").proplist(Field.ID, Field.NAME))
                            .stream()
                            .filter(queue -> !queue.text(Field.NAME).startsWith("<"))
                            .toList();
            Sentence queue = queues.get(random.nextInt(queues.size()));
            writer.run(
                    Command.of("/queue/simple/set")
                            .with(Field.ID, queue.text(Field.ID))
                            .with(Field.NAME, "renamed " + random.nextInt(1_000_000)));
        }
    }

    void recover() {
        router.faults().forEach(router::clear);
    }

    private String user() {
        return some(false);
    }

    private String some(boolean queue) {
        List<DemoLine> some = lines.stream().filter(line -> line.queue() == queue).toList();
        return some.get(random.nextInt(some.size())).name();
    }

    List<Life> truth() {
        return router.truth();
    }

    @Override
    public void close() {
        disconnect();
        fleet.close();
    }
}
