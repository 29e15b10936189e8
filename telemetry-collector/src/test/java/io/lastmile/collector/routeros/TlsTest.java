package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// 8729 with certificates that routers sign themselves: only a confirmed fingerprint counts.
class TlsTest {
    private static final Transport TRANSPORT = Transport.start(1, "tls-test");
    private static final TestTls TLS = new TestTls();
    private static final Command PRINT = Command.of("/x/print");

    private final Counts counts = new Counts();
    private final ConcurrentLinkedQueue<List<String>> heard = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void stop() {
        TRANSPORT.close();
    }

    @Test
    void thePinnedCertificateIsEnough() throws IOException {
        try (var router = router(TLS.sockets());
                var client = open(router, new Security.Pinned(TLS.fingerprint()))) {
            assertThat(client.run(PRINT).rows()).isEqualTo(5_000);
        }
    }

    @Test
    void anotherCertificateIsRefusedBeforeThePassword() throws IOException {
        Fingerprint expected = new TestTls().fingerprint();
        try (var router = router(TLS.sockets())) {
            RouterConfig config = router.config().withSecurity(new Security.Pinned(expected));
            assertThat(Await.failure(RouterClient.connect(config, TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.Untrusted(TLS.fingerprint(), expected.hex()));
            assertThat(counts.of(RouterEvent.UNTRUSTED)).isEqualTo(1);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void withoutAPinnedCertificateNoPasswordIsSent() throws IOException {
        try (var router = router(TLS.sockets())) {
            RouterConfig config = router.config().withSecurity(new Security.Unpinned());
            assertThat(Await.failure(RouterClient.connect(config, TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.Untrusted(TLS.fingerprint(), ""));
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void testConnectionReportsTheFingerprintAndSendsNothing() throws IOException {
        try (var router = router(TLS.sockets())) {
            assertThat(Await.value(RouterClient.fingerprint(router.config(), TRANSPORT, counts)))
                    .isEqualTo(TLS.fingerprint());
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aPlainPortIsNoTls() throws IOException {
        try (var router =
                new ScriptedRouter(
                        ServerSocketFactory.getDefault(), link -> link.say("!fatal", "what"))) {
            RouterConfig config =
                    router.config().withSecurity(new Security.Pinned(TLS.fingerprint()));
            assertThat(Await.failure(RouterClient.connect(config, TRANSPORT, counts)))
                    .isInstanceOf(RouterFailure.TlsFailed.class);
            assertThat(Await.failure(RouterClient.fingerprint(router.config(), TRANSPORT, counts)))
                    .isInstanceOf(RouterFailure.TlsFailed.class);
        }
    }

    /// The end may be there before the connection's success was told.
    @Test
    void aRouterThatHangsUpAtOnceIsNamedEveryTime() throws IOException {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnAll(listener));
            var address = new RouterAddress("127.0.0.1", listener.getLocalPort());
            var config =
                    new RouterConfig(
                            address, new Security.Unpinned(), new Credentials("u", "p", false));
            for (int i = 0; i < 300; i++) {
                assertThat(Await.failure(RouterClient.fingerprint(config, TRANSPORT, counts)))
                        .isNotNull();
                assertThat(
                                Await.failure(
                                        RouterClient.connect(
                                                config.withSecurity(new Security.Plain()),
                                                TRANSPORT,
                                                counts)))
                        .isNotNull();
            }
        }
    }

    private static void hangUpOnAll(ServerSocket listener) {
        while (true) {
            try (Socket link = listener.accept()) {
                link.getOutputStream().write(1);
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    @Test
    void noSuiteWithoutAuthenticationOrEncryptionIsOffered() {
        assertThat(Tls.suites())
                .isNotEmpty()
                .noneMatch(suite -> suite.contains("anon") || suite.contains("NULL"));
    }

    @Test
    void fingerprintsAreReadHoweverTheyAreWritten() {
        String hex = "AB".repeat(32);
        assertThat(new Fingerprint(hex.replaceAll("..(?!$)", "$0:")))
                .isEqualTo(new Fingerprint("ab".repeat(32)));
        assertThatThrownBy(() -> new Fingerprint("abcd"))
                .hasMessage("fingerprint: 4 characters (expected: 64 hex digits)");
    }

    private ScriptedRouter router(ServerSocketFactory sockets) throws IOException {
        return new ScriptedRouter(
                sockets,
                link -> {
                    heard.add(link.read());
                    link.say("!done");
                    String tag = link.expect("/x/print");
                    byte[] row = Wire.sentence("!re", tag, "=comment=" + "x".repeat(300));
                    for (int i = 0; i < 5_000; i++) {
                        link.raw(row);
                    }
                    link.say("!done", tag);
                    link.hold();
                });
    }

    private RouterClient open(ScriptedRouter router, Security security) {
        return RouterClient.open(router.config().withSecurity(security), TRANSPORT, counts);
    }
}
