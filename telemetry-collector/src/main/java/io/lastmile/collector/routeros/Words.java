package io.lastmile.collector.routeros;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Words of commands in the making.
final class Words {
    /// The longest value that we send; scripts stay well below.
    static final int VALUE_BYTES_MAX = 1 << 20;

    private Words() {}

    static byte[] of(String head, byte[] value) {
        if (value.length > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "value: " + value.length + " bytes (expected: <= " + VALUE_BYTES_MAX + ")");
        }
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] word = Arrays.copyOf(start, start.length + value.length);
        System.arraycopy(value, 0, word, start.length, value.length);
        return word;
    }
}
