package io.lastmile.core.platform;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The server's certificate with its chain, and its private key (PKCS #8, not encrypted), both as
/// PEM files: what ACME clients write. Read when the server starts.
public record Certificate(Path chain, Path key) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final char[] NO_PASSWORD = {};

    /// Throws `IllegalArgumentException` in words for the operator if the pair cannot be used.
    public void check() {
        tls();
    }

    Tls tls() {
        try {
            X509Certificate[] certificates = certificates();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            String algorithm = certificates[0].getPublicKey().getAlgorithm();
            store.setKeyEntry("server", privateKey(algorithm), NO_PASSWORD, certificates);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            return Tls.builder()
                    .sslContext(context)
                    .addEnabledProtocol("TLSv1.3")
                    .addEnabledProtocol("TLSv1.2")
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "certificate %s with key %s: %s (expected: a pair in PEM, the key in PKCS #8)"
                            .formatted(chain, key, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("certificate or key is not readable: " + e, e);
        }
    }

    private X509Certificate[] certificates() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(chain)) {
            X509Certificate[] found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            if (found.length == 0) {
                throw new GeneralSecurityException("no certificate in " + chain);
            }
            return found;
        }
    }

    private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
        String text = Files.readString(key);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("no '" + BEGIN + "' in " + key);
        }
        byte[] bytes = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }
}
