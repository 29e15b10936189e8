package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that do not behave, on real sockets.
class LiveClientsTest {
    private static final int VIEWS_MAX = 8;
    private static final int PATIENCE_SECONDS = 60;
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration NEVER = Duration.ofHours(1);

    private static LiveApi live;
    private LiveServer server;

    @BeforeAll
    static void start() {
        live = new LiveApi();
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @BeforeEach
    void open() {
        open(SOON);
    }

    private void open(Duration stalled) {
        server =
                new LiveServer(
                        live,
                        new LiveLimits(VIEWS_MAX, SOON, stalled, Duration.ofMillis(1), NEVER));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whoTakesNothingIsCutOff() throws IOException {
        LiveView view = server.view("a");
        try (Socket socket = server.send("a", "GET", "/live/" + view.id())) {
            await(() -> streams() == 1);
            scrollUntil(view, () -> streams() == 0);
            assertThat(server.meter("lastmile.core.live.streams.stalled")).isEqualTo(1);
            assertEnds(socket);
        }
    }

    @Test
    void aStreamThatWasReplacedNeverComesBack() throws IOException {
        server.close();
        open(NEVER);
        LiveView view = server.view("a");
        try (Socket first = server.send("a", "GET", "/live/" + view.id())) {
            await(() -> streams() == 1);
            scrollUntil(view, () -> view.isStuck(Duration.ofSeconds(1)));
            try (Socket second = server.send("a", "GET", "/live/" + view.id())) {
                readUntil(second, "event: rates");
            }
            try (Socket third = server.send("a", "GET", "/live/" + view.id())) {
                readUntil(third, "event: rates");
                assertEnds(first);
                await(() -> streams() == 1);
                readUntil(third, "event: rates");
            }
        }
    }

    @Test
    void aViewIsItsLoginsAlone() {
        String path = "/live/" + server.view("a").id();
        server.logins.add("b");
        assertThat(server.status("b", "GET", path)).isEqualTo(404);
        assertThat(server.status("b", "DELETE", path)).isEqualTo(404);
        assertThat(server.status("b", "POST", path + "/window")).isEqualTo(404);
        assertThat(server.status("nobody", "GET", path)).isEqualTo(401);
        assertThat(server.status("a", "DELETE", path)).isEqualTo(204);
    }

    @Test
    void noLoginTakesMoreThanHalfOfWhatIsLeft() {
        for (int n = 0; n < VIEWS_MAX / 2; n++) {
            assertThat(create("a")).isEqualTo(201);
        }
        assertThat(create("a")).isEqualTo(429);
        assertThat(create("b")).isEqualTo(201);
        assertThat(create("b")).isEqualTo(201);
        assertThat(create("b")).isEqualTo(429);
        assertThat(create("c")).isEqualTo(201);
        assertThat(server.meter("lastmile.core.live.views.refused")).isEqualTo(2);
    }

    private int create(String login) {
        server.logins.add(login);
        return server.status(login, "POST", "/live");
    }

    @Test
    void aLoginThatEndsTakesItsStreamsWithIt() throws IOException {
        LiveView view = server.view("a");
        try (Socket socket = server.send("a", "GET", "/live/" + view.id())) {
            readUntil(socket, ": beat");
            server.logins.remove("a");
            readUntil(socket, "event: end\ndata: {\"reason\":\"login\"}");
            await(() -> streams() == 0);
        }
        assertThat(server.meter("lastmile.core.live.streams.revoked")).isEqualTo(1);
    }

    @Test
    void headIsAnsweredAndLeavesNoStream() {
        LiveView view = server.view("a");
        assertThat(server.status("a", "HEAD", "/live/" + view.id())).isEqualTo(200);
        await(() -> streams() == 0);
    }

    private int streams() {
        return (int) server.meter("lastmile.core.live.streams");
    }

    /// Each move describes rows that were not shown: kilobytes that somebody has to take.
    private static void scrollUntil(LiveView view, BooleanSupplier done) {
        int[] from = {0};
        await(() -> {
            from[0] = LiveApi.LINES / 2 - from[0];
            view.move(new Window(view.window().order(), from[0], LiveApi.LINES / 2));
            return done.getAsBoolean();
        });
    }

    private static void readUntil(Socket socket, String words) throws IOException {
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        InputStream from = socket.getInputStream();
        var read = new StringBuilder();
        byte[] buffer = new byte[1_024];
        while (read.indexOf(words) < 0) {
            int count = from.read(buffer);
            assertThat(count).as("end of stream after %s", read).isPositive();
            read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
    }

    /// What was on its way may still come, then nothing.
    private static void assertEnds(Socket socket) throws IOException {
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        try {
            long left = 64L << 20;
            byte[] buffer = new byte[8_192];
            for (int count = 0; count >= 0 && left > 0; left -= count) {
                count = socket.getInputStream().read(buffer);
            }
            assertThat(left).as("bytes that were left").isPositive();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
