package io.lastmile.core.network;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Sentence;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A name that a router gave, and why we could not write it back just so. Routers keep bytes, in
/// whatever charset somebody's tool had (routeros.md, 1.9): what is no UTF-8 would not be found by
/// its name again, and what has control characters belongs on no screen.
record FoundText(String shown, Optional<String> trouble) {
    static final int NAME_LENGTH_MAX = 200;
    static final int LENGTH_MAX = 300;

    private static final int DELETE = 0x7f;
    private static final int PICTURES = 0x2400;
    private static final int DELETE_PICTURE = 0x2421;

    static FoundText name(Sentence row, Field field, Charset charset) {
        String raw = row.text(field);
        String text = row.shown(field, charset);
        String shown = printable(text, NAME_LENGTH_MAX);
        if (raw.isEmpty()) {
            return new FoundText("", Optional.of("It has no name."));
        }
        if (utf8(raw).isEmpty()) {
            return new FoundText(
                    shown, Optional.of("Its name is not in UTF-8: rename it at the router."));
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            return new FoundText(shown, Optional.of("Its name has control characters: rename it."));
        }
        if (text.length() > NAME_LENGTH_MAX) {
            return new FoundText(
                    shown, Optional.of("Its name is longer than 200 characters: rename it."));
        }
        if (!text.strip().equals(text)) {
            return new FoundText(
                    shown, Optional.of("Its name begins or ends with a blank: rename it."));
        }
        return new FoundText(text, Optional.empty());
    }

    /// Anything else of a row, shortened.
    static String shown(Sentence row, Field field, Charset charset) {
        return printable(row.shown(field, charset).strip(), LENGTH_MAX);
    }

    /// Only one that can be written back as it came. A router that hides passwords gives none.
    static Optional<String> password(Sentence row, Field field) {
        return utf8(row.text(field))
                .filter(text -> !text.isEmpty() && text.length() <= LinePasswords.LENGTH_MAX);
    }

    private static Optional<String> utf8(String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// Control characters become their pictures (␊ for a newline), half surrogates are dropped.
    static String printable(String text, int lengthMax) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(lengthMax)
                .filter(point -> Character.getType(point) != Character.SURROGATE)
                .map(FoundText::picture)
                .forEach(shown::appendCodePoint);
        return shown.length() <= lengthMax
                ? shown.toString()
                : shown.substring(0, shown.offsetByCodePoints(0, lengthMax / 2));
    }

    private static int picture(int point) {
        if (point < ' ') {
            return PICTURES + point;
        }
        if (point == DELETE) {
            return DELETE_PICTURE;
        }
        return Character.isISOControl(point) ? 0xfffd : point;
    }
}
