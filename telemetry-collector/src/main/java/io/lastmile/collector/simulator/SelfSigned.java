package io.lastmile.collector.simulator;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;

/// A router's self-signed certificate on P-256, made from its seed: the same after each restart, so
/// that a pinned fingerprint stays valid. The key is no secret and must protect nothing.
record SelfSigned(PrivateKey key, X509Certificate certificate) {
    private static final ECNamedDomainParameters CURVE =
            ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256r1);
    private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final Date UNTIL = Date.from(Instant.parse("2050-01-01T00:00:00Z"));

    static SelfSigned of(String routerName, long seed) {
        BigInteger secret = secret(seed);
        ECPrivateKeyParameters key = new ECPrivateKeyParameters(secret, CURVE);
        try {
            byte[] encoded = PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded();
            byte[] certificate = certificate(routerName, key, seed);
            return new SelfSigned(
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(certificate)));
        } catch (IOException e) {
            throw new UncheckedIOException("certificate of " + routerName, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificate of " + routerName, e);
        }
    }

    /// 1 <= secret < order of the curve.
    private static BigInteger secret(long seed) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * Long.BYTES);
        for (int part = 0; part < 4; part++) {
            bytes.putLong(Dice.roll(seed, 61 + part));
        }
        BigInteger below = CURVE.getN().subtract(BigInteger.ONE);
        return new BigInteger(1, bytes.array()).mod(below).add(BigInteger.ONE);
    }

    private static byte[] certificate(String routerName, ECPrivateKeyParameters key, long seed)
            throws IOException {
        X500Name name = new X500Name("CN=" + routerName);
        ECPublicKeyParameters open =
                new ECPublicKeyParameters(CURVE.getG().multiply(key.getD()), CURVE);
        return new X509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(seed >>> 1),
                        FROM,
                        UNTIL,
                        name,
                        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(open))
                .build(new Signer(key))
                .getEncoded();
    }

    /// ECDSA without random numbers (RFC 6979).
    private static final class Signer implements ContentSigner {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final DSADigestSigner signer =
                new DSADigestSigner(
                        new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())),
                        new SHA256Digest());

        Signer(ECPrivateKeyParameters key) {
            signer.init(true, key);
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            byte[] bytes = content.toByteArray();
            signer.update(bytes, 0, bytes.length);
            return signer.generateSignature();
        }
    }

    /// SHA-256 of the certificate, 64 lower-case hex digits.
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    SslContext context() {
        try {
            return SslContextBuilder.forServer(key, certificate)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("TLS with " + certificate.getSubjectX500Principal(), e);
        }
    }
}
