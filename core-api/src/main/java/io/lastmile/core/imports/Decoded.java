package io.lastmile.core.imports;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A file's bytes as text, or where they stop being any. UTF-8 is expected; UTF-16 says what it is
/// by its mark, Windows-1252 is read only when somebody says so: every byte would be a letter.
sealed interface Decoded {
    record Text(String text, String charset) implements Decoded {}

    record Broken(Finding finding) implements Decoded {}

    /// What the sender says that the file is.
    enum Charsets {
        UNICODE,
        WINDOWS_1252
    }

    static Decoded of(byte[] file, Charsets charsets) {
        if (starts(file, 0xef, 0xbb, 0xbf)) {
            return read(file, 3, StandardCharsets.UTF_8);
        } else if (starts(file, 0xff, 0xfe)) {
            return read(file, 2, StandardCharsets.UTF_16LE);
        } else if (starts(file, 0xfe, 0xff)) {
            return read(file, 2, StandardCharsets.UTF_16BE);
        }
        return read(
                file,
                0,
                charsets == Charsets.WINDOWS_1252
                        ? Charset.forName("windows-1252")
                        : StandardCharsets.UTF_8);
    }

    private static Decoded read(byte[] file, int from, Charset charset) {
        CharsetDecoder decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(file, from, file.length - from);
        CharBuffer out = CharBuffer.allocate(file.length - from + 1);
        CoderResult end = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (end.isError()) {
            int at = in.position();
            return new Broken(
                    Finding.refused(
                            row(text),
                            "",
                            "byte %d of the file is 0x%02x, which is not %s"
                                    .formatted(at + 1, file[at] & 0xff, charset.name()),
                            "save the file as CSV UTF-8, or say that it is Windows-1252"));
        }
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            return new Broken(
                    Finding.refused(
                            row(text.substring(0, zero)),
                            "",
                            "a character of value 0: this is no text or UTF-16 without its mark",
                            "save the file as CSV UTF-8"));
        }
        return new Text(text, charset.name());
    }

    private static int row(String before) {
        return (int) before.chars().filter(c -> c == '\n').count() + 1;
    }

    private static boolean starts(byte[] file, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= file.length || (file[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
