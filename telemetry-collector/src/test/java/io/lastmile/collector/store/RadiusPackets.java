package io.lastmile.collector.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Accounting-Requests as the journal keeps them (RFC 2866), written byte by byte.
final class RadiusPackets {
    static final int START = 1;
    static final int STOP = 2;
    static final int INTERIM = 3;
    static final int ON = 7;

    private static final int HEAD_BYTES = 20;

    private final ByteBuffer bytes = ByteBuffer.allocate(4096);

    private RadiusPackets(int status) {
        bytes.position(HEAD_BYTES);
        number(40, status);
    }

    static byte[] nas(int status) {
        return new RadiusPackets(status).done();
    }

    static byte[] start(String session, String user, long delaySeconds) {
        return new RadiusPackets(START)
                .text(44, session)
                .text(1, user)
                .number(41, delaySeconds)
                .done();
    }

    static byte[] told(int status, String session, String user, long[] ageDelay, long[] downUp) {
        return new RadiusPackets(status)
                .text(44, session)
                .text(1, user)
                .number(46, ageDelay[0])
                .number(41, ageDelay[1])
                .number(42, downUp[1] & 0xffffffffL)
                .number(52, downUp[1] >>> 32)
                .number(43, downUp[0] & 0xffffffffL)
                .number(53, downUp[0] >>> 32)
                .done();
    }

    private RadiusPackets number(int type, long value) {
        bytes.put((byte) type).put((byte) 6).putInt((int) value);
        return this;
    }

    private RadiusPackets text(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
        bytes.put((byte) type).put((byte) (2 + text.length)).put(text);
        return this;
    }

    private byte[] done() {
        int length = bytes.position();
        bytes.put(0, (byte) 4).put(1, (byte) 1).putShort(2, (short) length);
        return Arrays.copyOf(bytes.array(), length);
    }
}
