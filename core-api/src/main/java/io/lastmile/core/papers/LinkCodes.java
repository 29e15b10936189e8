package io.lastmile.core.papers;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.settings.Settings.Language;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What stands in a link that opens a paper: four letters for its last day and its language, and 80
/// bits of a keyed hash of these and the number. Who was not sent it cannot guess it, and no code
/// of another purpose opens anything.
final class LinkCodes {
    private static final Purpose PURPOSE = new Purpose("paper link");
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int HEAD = 4;
    private static final int LENGTH = HEAD + 16;

    private final SecretCipher cipher;

    LinkCodes(SecretCipher cipher) {
        this.cipher = cipher;
    }

    String of(String number, LocalDate until, Language language) {
        long days = ChronoUnit.DAYS.between(FIRST, until);
        String head = Letters.of(days * 2 + (language == Language.BN ? 1 : 0), HEAD);
        return head + hash(head, number);
    }

    private String hash(String head, String number) {
        byte[] text = (head + " " + number).getBytes(StandardCharsets.UTF_8);
        return Letters.of(cipher.mac(PURPOSE, text), LENGTH - HEAD);
    }

    /// The language of a link that is good; takes as long whether the code is right or not.
    Optional<Language> read(String number, String code, LocalDate today) {
        String head = code.length() == LENGTH ? code.substring(0, HEAD) : "0000";
        boolean right =
                MessageDigest.isEqual(
                        (head + hash(head, number)).getBytes(StandardCharsets.UTF_8),
                        code.getBytes(StandardCharsets.UTF_8));
        if (!right) {
            return Optional.empty();
        }
        long value = Letters.number(head);
        return FIRST.plusDays(value / 2).isBefore(today)
                ? Optional.empty()
                : Optional.of(value % 2 == 1 ? Language.BN : Language.EN);
    }
}
