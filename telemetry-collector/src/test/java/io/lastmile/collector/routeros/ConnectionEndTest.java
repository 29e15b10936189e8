package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// However a connection ends, every pending command gets the name of it at once, the channel closes
/// and the processor rests (routeros.md 1.9: the incumbent burns a core here).
class ConnectionEndTest {
    private static final String THREADS = "connection-end-test";
    private static final Transport TRANSPORT = Transport.start(1, THREADS);

    /// It takes milliseconds; a loaded machine may take longer. The idle timeout, which would name
    /// another failure, comes after ten seconds.
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    /// A loop that spins uses all of each span; one that has just cleared up may use a part of the
    /// first.
    private static final long SPAN_MILLIS = 300;

    private static final long REST_MILLIS = 30;

    private static final Command PRINT = Command.of("/x/print");

    private final Counts counts = new Counts();

    enum Ending {
        EOF_BETWEEN_SENTENCES(link -> {}, new RouterFailure.Closed(false)),
        EOF_MID_WORD(link -> link.raw(Wire.hex("03 21 72")), new RouterFailure.Closed(true)),
        EOF_MID_SENTENCE(
                link -> link.raw(Wire.hex("03 217265 05 3d613d6262")),
                new RouterFailure.Closed(true)),
        FATAL(
                link -> {
                    link.say("!fatal", "too many commands");
                    link.hold();
                },
                new RouterFailure.Fatal("too many commands")),
        RESERVED_CONTROL_BYTE(
                link -> {
                    link.raw(Wire.hex("f8 00"));
                    link.hold();
                },
                new RouterFailure.Violated("reserved control byte 0xf8", "00 to f0")),
        UNDEFINED_LENGTH_BYTE(
                link -> {
                    link.raw(Wire.hex("f1 00000001 61 00"));
                    link.hold();
                },
                new RouterFailure.Violated("undefined length byte 0xf1", "00 to f0")),
        FOUR_GIGABYTES(
                link -> {
                    link.raw(Wire.hex("f0 ffffffff"));
                    link.hold();
                },
                new RouterFailure.Violated("word of 4294967295 bytes", "at most 16777216")),
        HTTP(
                link -> {
                    link.raw(Wire.latin1("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(20)));
                    link.raw(Wire.hex("ff".repeat(200)));
                    link.hold();
                },
                new RouterFailure.Violated("reserved control byte 0xff", "00 to f0"));

        private final ScriptedRouter.Script script;
        private final RouterFailure expected;

        Ending(ScriptedRouter.Script script, RouterFailure expected) {
            this.script = script;
            this.expected = expected;
        }
    }

    @AfterAll
    static void stop() {
        TRANSPORT.close();
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void everyPendingCommandLearnsWhyAtOnceAndTheProcessorRests(Ending ending) throws IOException {
        try (var router = afterTwoCommands(ending.script)) {
            RouterClient client = RouterClient.open(router.config(), TRANSPORT, counts);
            CompletableFuture<Reply> one = client.call(PRINT, RowHandler.none()).reply();
            CompletableFuture<Reply> two =
                    client.call(Command.of("/y/listen"), RowHandler.none()).reply();
            RouterFailure found = Await.failure(one, AT_ONCE.plusSeconds(1));
            assertThat(Await.failure(two, AT_ONCE)).isEqualTo(found);
            assertThat(Await.value(client.closed())).isEqualTo(found);
            assertThat(found).isEqualTo(ending.expected);
            assertThat(found.ofConnection()).isTrue();
            assertThat(client.isOpen()).isFalse();
            Await.until("the event loop rests", () -> cpuMillisOf(SPAN_MILLIS) < REST_MILLIS);
        }
    }

    @Test
    void randomBytesAlwaysEndInAName() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        try (var router =
                ScriptedRouter.loggedIn(link -> {
                    link.read();
                    byte[] bytes = new byte[random.nextInt(5_000)];
                    random.nextBytes(bytes);
                    link.raw(bytes);
                })) {
            for (int i = 0; i < 50; i++) {
                RouterClient client = RouterClient.open(router.config(), TRANSPORT, counts);
                RouterFailure found = Await.failure(client.call(PRINT, RowHandler.none()).reply());
                assertThat(found.ofConnection()).as("seed %d: %s", seed, found).isTrue();
            }
        }
    }

    @Test
    void aResetIsNamed() throws IOException {
        try (var router =
                ScriptedRouter.loggedIn(link -> {
                    link.read();
                    link.reset();
                })) {
            RouterClient client = RouterClient.open(router.config(), TRANSPORT, counts);
            RouterFailure found =
                    Await.failure(client.call(PRINT, RowHandler.none()).reply(), AT_ONCE);
            assertThat(found).isInstanceOf(RouterFailure.Reset.class);
            assertThat(found.text()).contains("reset");
        }
    }

    @Test
    void nioNamesTheEndsToo() throws IOException {
        try (var transport = Transport.nio(1, "nio-test");
                var router = afterTwoCommands(link -> link.say("!fatal", "bye"))) {
            RouterClient client = RouterClient.open(router.config(), transport, counts);
            Call one = client.call(PRINT, RowHandler.none());
            client.call(PRINT, RowHandler.none());
            assertThat(Await.failure(one.reply(), AT_ONCE))
                    .isEqualTo(new RouterFailure.Fatal("bye"));
        }
    }

    @Test
    void aClosedPortIsNamed() throws IOException {
        int port = freePort();
        RouterConfig config = config(new RouterAddress("127.0.0.1", port));
        RouterFailure found = Await.failure(RouterClient.connect(config, TRANSPORT, counts));
        assertThat(found).isInstanceOf(RouterFailure.Unreachable.class);
        assertThat(found.text()).isEqualTo("127.0.0.1:" + port + ": connection refused");
        assertThat(counts.of(RouterEvent.CONNECT_FAILED)).isEqualTo(1);
    }

    @Test
    void anUnknownNameIsNamed() {
        RouterConfig config = config(new RouterAddress("router.invalid", 8728));
        assertThat(Await.failure(RouterClient.connect(config, TRANSPORT, counts)))
                .isEqualTo(new RouterFailure.Unreachable(config.address(), "unknown host"));
    }

    @Test
    void aSilentRouterEndsTheLoginAfterItsTimeout() throws IOException {
        try (var router =
                new ScriptedRouter(
                        javax.net.ServerSocketFactory.getDefault(),
                        link -> {
                            link.read();
                            link.hold();
                        })) {
            RouterConfig config =
                    router.config()
                            .withTimeouts(
                                    new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(80)));
            assertThat(Await.failure(RouterClient.connect(config, TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.Idle("/login", Duration.ofMillis(80)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aShutDownTransportFailsInsteadOfHanging(boolean beforeTheCommand) throws IOException {
        Transport transport = Transport.start(1, "short-lived");
        try (var router =
                ScriptedRouter.loggedIn(link -> {
                    link.read();
                    link.hold();
                })) {
            RouterClient client = RouterClient.open(router.config(), transport, counts);
            if (beforeTheCommand) {
                transport.close();
            }
            Call call = client.call(PRINT, RowHandler.none());
            transport.close();
            assertThat(Await.failure(call.reply()))
                    .isIn(List.of(new RouterFailure.ClosedHere(), new RouterFailure.Closed(false)));
        }
    }

    private static ScriptedRouter afterTwoCommands(ScriptedRouter.Script script)
            throws IOException {
        return ScriptedRouter.loggedIn(link -> {
            link.read();
            link.read();
            script.play(link);
        });
    }

    private static RouterConfig config(RouterAddress address) {
        return new RouterConfig(
                address, new Security.Plain(), new Credentials("reader", "secret", false));
    }

    /// What the event loop uses in a span of wall time.
    private static double cpuMillisOf(long spanMillis) {
        long before = loopNanos();
        long until = System.nanoTime() + spanMillis * 1_000_000;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return (loopNanos() - before) / 1e6;
    }

    private static long loopNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith(THREADS))
                .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId()))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
