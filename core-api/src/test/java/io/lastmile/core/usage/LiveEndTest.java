package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How streams end that nobody ends.
class LiveEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Held here, because a logger that nobody holds forgets its handlers.
    private final Logger server = Logger.getLogger("io.helidon");

    private final Told told = new Told();
    private LiveApi live;

    @BeforeEach
    void start() {
        live = new LiveApi();
        server.addHandler(told);
    }

    @AfterEach
    void stop() {
        server.removeHandler(told);
        live.close();
    }

    private static final class Told extends Handler {
        final List<String> warnings = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /// The server writes about the one before the last at the latest when the last has gone.
    @Test
    void clientsThatLeaveAreCountedAndNotWarnedOf() throws IOException {
        for (int n = 1; n <= 4; n++) {
            leave(live.view("{}"));
            awaitGone(n);
        }
        assertThat(told.warnings).isEmpty();
    }

    /// Reads the beginning of a stream and hangs up without a word.
    private void leave(String view) throws IOException {
        HttpRequest request = live.api.request("/live/" + view).build();
        try (Socket socket = new Socket("127.0.0.1", live.api.server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String words =
                    "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
                            .formatted(
                                    request.uri().getPath(),
                                    request.headers().firstValue("Authorization").orElseThrow());
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
            var heard = new StringBuilder();
            while (heard.indexOf("event: rates") < 0) {
                int next = in.read();
                assertThat(next).as(heard.toString()).isNotNegative();
                heard.append((char) next);
            }
            socket.setSoLinger(true, 0);
        }
    }

    private void awaitGone(int clients) {
        TestApi api = live.api;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (api.meters.counter("lastmile.core.live.clients.gone").count() < clients) {
            assertThat(System.nanoTime() - deadline).as("gone: " + clients).isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }
}
