package io.lastmile.collector.routeros;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/// SHA-256 of a certificate in DER: 64 hex digits in lower case. Colons are taken out.
public record Fingerprint(String hex) {
    public Fingerprint {
        hex = hex.replace(":", "").strip().toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "fingerprint: " + hex.length() + " characters (expected: 64 hex digits)");
        }
    }

    static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", missing);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
