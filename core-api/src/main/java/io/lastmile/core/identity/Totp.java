package io.lastmile.core.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;

/// Time-based one-time passwords as all authenticator apps do them (RFC 6238): HMAC-SHA-1, six
/// digits, steps of 30 seconds. One step before and after is taken too, for clocks that differ.
final class Totp {
    static final int CODE_LENGTH = 6;
    static final int STEP_SECONDS = 30;

    private static final int SECRET_BYTES = 20;
    private static final int STEPS_ASIDE = 1;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final TimeBasedOneTimePasswordGenerator generator =
            new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(STEP_SECONDS), CODE_LENGTH);

    static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /// The step whose code this is, if it is one of now.
    OptionalLong step(byte[] secret, String code, Instant now) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        byte[] given = code.getBytes(StandardCharsets.US_ASCII);
        return LongStream.rangeClosed(current - STEPS_ASIDE, current + STEPS_ASIDE)
                .filter(step ->
                        MessageDigest.isEqual(
                                code(secret, step).getBytes(StandardCharsets.US_ASCII), given))
                .findFirst();
    }

    String code(byte[] secret, long step) {
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(secret, generator.getAlgorithm()),
                    Instant.ofEpochSecond(step * STEP_SECONDS),
                    Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC key of %d bytes".formatted(secret.length), e);
        }
    }

    /// Base32 without padding (RFC 4648), as apps take it typed in.
    static String text(byte[] secret) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : secret) {
            held = (held << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((held >> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        return bits == 0
                ? text.toString()
                : text.append(ALPHABET.charAt((held << (5 - bits)) & 31)).toString();
    }
}
