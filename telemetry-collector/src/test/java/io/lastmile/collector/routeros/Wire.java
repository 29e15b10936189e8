package io.lastmile.collector.routeros;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The protocol a second time, as plainly as it can be written, so that tests do not check our
/// codec with itself. Words are Latin-1.
final class Wire {
    private Wire() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] sentence(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String word : words) {
            out.writeBytes(length(word.length()));
            out.writeBytes(latin1(word));
        }
        out.write(0);
        return out.toByteArray();
    }

    static byte[] length(int n) {
        if (n < 0x80) {
            return new byte[] {(byte) n};
        }
        if (n < 0x4000) {
            return new byte[] {(byte) (n >> 8 | 0x80), (byte) n};
        }
        if (n < 0x20_0000) {
            return new byte[] {(byte) (n >> 16 | 0xc0), (byte) (n >> 8), (byte) n};
        }
        return new byte[] {(byte) (n >> 24 | 0xe0), (byte) (n >> 16), (byte) (n >> 8), (byte) n};
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /// Reads one sentence of short words; what tests send to us.
    static List<String> read(InputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        while (true) {
            int length = readLength(in);
            if (length == 0) {
                return words;
            }
            words.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        }
    }

    private static int readLength(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("the client closed");
        }
        if (first < 0x80) {
            return first;
        }
        if (first < 0xc0) {
            return (first & 0x3f) << 8 | in.read();
        }
        return (first & 0x1f) << 16 | in.read() << 8 | in.read();
    }

    /// All sentences that these bytes hold, given to the decoder in pieces of `piece` bytes.
    static List<List<String>> decode(SentenceDecoder decoder, byte[] bytes, int piece) {
        List<List<String>> sentences = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += piece) {
            feed(
                    decoder,
                    Unpooled.wrappedBuffer(bytes, at, Math.min(piece, bytes.length - at)),
                    sentences);
        }
        return sentences;
    }

    static void feed(SentenceDecoder decoder, ByteBuf in, List<List<String>> sentences) {
        while (in.isReadable()) {
            decoder.append(in);
            while (decoder.next()) {
                sentences.add(words(decoder.sentence()));
            }
        }
    }

    static List<String> words(Sentence sentence) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < sentence.words(); i++) {
            words.add(sentence.word(i));
        }
        return words;
    }
}
