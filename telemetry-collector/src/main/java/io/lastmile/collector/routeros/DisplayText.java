package io.lastmile.collector.routeros;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Bytes for people's eyes. RouterOS stores what the tool sent: WebFig UTF-8, WinBox 3 the code
/// page of its Windows (routeros.md 1.9), so strict UTF-8 is tried first and no row ever fails.
public final class DisplayText {
    private DisplayText() {}

    static String decode(byte[] bytes, int from, int to, Charset codePage) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, from, to - from, codePage);
        }
    }

    /// For text that was kept as raw bytes in a Latin-1 string.
    public static String ofRaw(String latin1, Charset codePage) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return decode(bytes, 0, bytes.length, codePage);
    }
}
