package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server with a certificate of its own.
class CertificateTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path folder;
    private static Certificate certificate;
    private static SSLContext trusting;

    /// The JDK's own tool makes the pair; PEM is its bytes in base64.
    @BeforeAll
    static void make() throws Exception {
        Path file = folder.resolve("pair.p12");
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(tool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        certificate =
                new Certificate(
                        pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
                        pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, PASSWORD);
        known.setCertificateEntry("server", store.getCertificate("server"));
        trust.init(known);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    private static Path pem(String kind, byte[] bytes) throws Exception {
        String text =
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(
                                kind,
                                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes),
                                kind);
        return Files.writeString(folder.resolve(kind.replace(' ', '-') + ".pem"), text);
    }

    @Test
    void anEncryptedWayGivesACookieOfThisHostAlone() throws Exception {
        var way = new Server.Way(Optional.of(certificate), List.of());
        try (TestApi api = TestApi.start();
                Server server = api.core.open(Server.Config.of("127.0.0.1", 0).by(way), List.of());
                HttpClient http = HttpClient.newBuilder().sslContext(trusting).build()) {
            String site = "https://127.0.0.1:" + server.port();
            HttpResponse<String> in =
                    http.send(
                            HttpRequest.newBuilder(URI.create(site + "/login"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "username=operator&password=correct+horse"))
                                    .build(),
                            BodyHandlers.ofString());
            String cookie = in.headers().firstValue("set-cookie").orElseThrow();
            assertThat(cookie)
                    .startsWith("__Host-lastmile=")
                    .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                    .doesNotContain("Domain");
            String pair = cookie.split(";", 2)[0];
            assertThat(me(http, site, pair)).isEqualTo(200);
            assertThat(me(http, site, pair.replace("__Host-", ""))).isEqualTo(401);
        }
    }

    private static int me(HttpClient http, String site, String cookie) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(site + "/api/me"))
                                .header("Cookie", cookie)
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void aTrustedProxySaysThatTheWayIsEncryptedAStrangerDoesNot() {
        try (TestApi api = TestApi.start();
                Server direct = api.core.open(Server.Config.of("127.0.0.1", 0), List.of())) {
            assertThat(cookie(api, api.server.port())).startsWith("__Host-").contains("Secure");
            assertThat(cookie(api, direct.port())).startsWith("lastmile=").doesNotContain("Secure");
        }
    }

    private static String cookie(TestApi api, int port) {
        return api.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/login"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("X-Forwarded-Proto", "https")
                                .POST(
                                        BodyPublishers.ofString(
                                                "username=operator&password=correct+horse")))
                .headers()
                .firstValue("set-cookie")
                .orElseThrow();
    }

    @Test
    void aBrokenPairIsRefusedInWords() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        for (var broken :
                List.of(
                        new Certificate(text, certificate.key()),
                        new Certificate(certificate.chain(), text),
                        new Certificate(folder.resolve("none.pem"), certificate.key()))) {
            assertThatThrownBy(broken::tls)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(".pem");
        }
    }
}
