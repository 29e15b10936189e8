package io.lastmile.collector.routeros;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Date;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate as routers make them: signed by itself, named for nothing, long expired.
final class TestTls {
    private static final char[] PASSWORD = "router".toCharArray();

    private final X509Certificate certificate;
    private final PrivateKey key;

    TestTls() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=router");
            key = pair.getPrivate();
            certificate =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    new JcaX509v3CertificateBuilder(
                                                    name,
                                                    BigInteger.ONE,
                                                    new Date(0),
                                                    new Date(1_000_000_000_000L),
                                                    name,
                                                    pair.getPublic())
                                            .build(
                                                    new JcaContentSignerBuilder("SHA256withRSA")
                                                            .build(key)));
        } catch (Exception failed) {
            throw new AssertionError("no certificate", failed);
        }
    }

    Fingerprint fingerprint() {
        try {
            return Fingerprint.of(certificate);
        } catch (GeneralSecurityException failed) {
            throw new AssertionError(failed);
        }
    }

    ServerSocketFactory sockets() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("router", key, PASSWORD, new Certificate[] {certificate});
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getServerSocketFactory();
        } catch (Exception failed) {
            throw new AssertionError("no TLS server", failed);
        }
    }
}
