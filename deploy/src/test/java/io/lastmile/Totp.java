package io.lastmile;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;

/// The owner's telephone: shows the code of the moment for a secret that it was given in Base32.
record Totp(Clock clock) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    String code(String base32) {
        var bytes = new ByteArrayOutputStream();
        int bits = 0;
        int held = 0;
        for (char letter : base32.toCharArray()) {
            held = (held << 5 | ALPHABET.indexOf(letter)) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(held >> bits & 0xff);
            }
        }
        var generator = new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(30), 6);
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(bytes.toByteArray(), generator.getAlgorithm()),
                    clock.instant());
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
