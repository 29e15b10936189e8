package io.lastmile.core.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A running hash over what a check looked at.
final class Base {
    private final MessageDigest digest;

    Base() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    void add(Object... facts) {
        for (Object fact : facts) {
            digest.update(fact.toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
    }

    byte[] hash() {
        return digest.digest();
    }

    static byte[] of(byte[] bytes) {
        Base base = new Base();
        base.digest.update(bytes);
        return base.hash();
    }
}
