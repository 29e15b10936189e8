package io.lastmile.core.papers;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/// The code that stands under a paper: 60 bits of a keyed hash of its number, in letters and digits
/// that nobody confuses (Crockford's base 32). Who does not hold the paper cannot guess it.
final class Codes {
    private static final Purpose PURPOSE = new Purpose("paper code");
    private static final int LENGTH = 12;

    private final SecretCipher cipher;

    Codes(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /// Where the ISP's pages tell whether the paper of this number is genuine.
    String path(String number) {
        return "/verify/" + number + "/" + of(number);
    }

    String of(String number) {
        return Letters.of(cipher.mac(PURPOSE, number.getBytes(StandardCharsets.UTF_8)), LENGTH);
    }

    /// However it was typed; takes as long whether it is right or not.
    boolean fits(String number, String typed) {
        String code =
                typed.toUpperCase(Locale.ROOT)
                        .replace("-", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        return MessageDigest.isEqual(
                of(number).getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }
}
