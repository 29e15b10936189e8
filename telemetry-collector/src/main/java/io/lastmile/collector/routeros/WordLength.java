package io.lastmile.collector.routeros;

import io.netty.buffer.ByteBuf;

/// The length in front of a word: one to five bytes, most significant first (routeros.md 1.1).
///
/// ```
/// 00..7f                  up to 0x7f
/// 80..bf + 1 byte         up to 0x3fff
/// c0..df + 2 bytes        up to 0x1fffff
/// e0..ef + 3 bytes        up to 0xfffffff
/// f0     + 4 bytes        up to 0xffffffff
/// ```
///
/// Longer forms than needed are legal to receive and never sent.
final class WordLength {
    static final int HEADER_BYTES_MAX = 5;

    private WordLength() {}

    /// Bytes of the shortest header for this length.
    static int headerBytes(long length) {
        if (length < 0 || length > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "word length: " + length + " (expected: 0 to 4294967295)");
        }
        if (length < 0x80) {
            return 1;
        }
        if (length < 0x4000) {
            return 2;
        }
        if (length < 0x20_0000) {
            return 3;
        }
        return length < 0x1000_0000 ? 4 : 5;
    }

    static void write(ByteBuf out, long length) {
        switch (headerBytes(length)) {
            case 1 -> out.writeByte((int) length);
            case 2 -> out.writeShort((int) length | 0x8000);
            case 3 -> out.writeMedium((int) length | 0xc0_0000);
            case 4 -> out.writeInt((int) length | 0xe000_0000);
            default -> out.writeByte(0xf0).writeInt((int) length);
        }
    }

    /// Bytes of the header that begins with `first` (0..255).
    static int headerBytesOf(int first) {
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xc0) {
            return 2;
        }
        if (first < 0xe0) {
            return 3;
        }
        if (first < 0xf0) {
            return 4;
        }
        if (first == 0xf0) {
            return 5;
        }
        throw first < 0xf8
                ? new ProtocolViolation("undefined length byte " + hex(first), "00 to f0")
                : new ProtocolViolation("reserved control byte " + hex(first), "00 to f0");
    }

    /// The length whose header of `headerBytes` stands at `at`.
    static long read(byte[] bytes, int at, int headerBytes) {
        long length = headerBytes == 5 ? 0 : bytes[at] & (0xff >> headerBytes);
        for (int i = 1; i < headerBytes; i++) {
            length = length << 8 | bytes[at + i] & 0xff;
        }
        return length;
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
