package io.lastmile.collector.routeros;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// RouterOS's booleans: `true` and `false` from current versions, `yes` and `no` from old ones.
final class Flags {
    private static final byte[] TRUE = bytes("true");
    private static final byte[] YES = bytes("yes");
    private static final byte[] FALSE = bytes("false");
    private static final byte[] NO = bytes("no");

    private Flags() {}

    static boolean flag(Field field, byte[] bytes, int from, int to) {
        if (is(TRUE, bytes, from, to) || is(YES, bytes, from, to)) {
            return true;
        }
        if (is(FALSE, bytes, from, to) || is(NO, bytes, from, to)) {
            return false;
        }
        throw new BadValue(
                field.name(),
                new String(bytes, from, to - from, StandardCharsets.ISO_8859_1),
                "true, false, yes or no");
    }

    private static boolean is(byte[] word, byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, word, 0, word.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
