package io.lastmile.core.platform;

import java.nio.ByteBuffer;

/// How often a JPEG draws its picture over again. A progressive one may have any number of scans of
/// a few bytes each, and every one costs as much as the whole picture (ITU-T T.81, B.1.1).
final class JpegScans {
    private static final int PREFIX = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_IMAGE = 0xd8;
    private static final int RESTART_FIRST = 0xd0;
    private static final int RESTART_LAST = 0xd7;
    private static final int TEMPORARY = 0x01;

    private JpegScans() {}

    /// Up to the end of the picture: what a telephone hangs behind it is not read.
    static int of(byte[] jpeg) {
        ByteBuffer rest = ByteBuffer.wrap(jpeg);
        int scans = 0;
        for (int marker = next(rest); marker != END_OF_IMAGE; marker = next(rest)) {
            if (marker == START_OF_SCAN) {
                scans++;
            }
            if (!alone(marker)) {
                skipSegment(rest);
            }
        }
        return scans;
    }

    /// The next marker, past what is none: a scan's data has FF only before 0 and restarts.
    private static int next(ByteBuffer rest) {
        boolean prefixed = false;
        while (rest.hasRemaining()) {
            int at = Byte.toUnsignedInt(rest.get());
            if (prefixed && at != 0 && at != PREFIX) {
                return at;
            }
            prefixed = at == PREFIX;
        }
        return END_OF_IMAGE;
    }

    private static boolean alone(int marker) {
        return marker == TEMPORARY
                || marker == START_OF_IMAGE
                || marker >= RESTART_FIRST && marker <= RESTART_LAST;
    }

    private static void skipSegment(ByteBuffer rest) {
        if (rest.remaining() >= Short.BYTES) {
            int length = Math.max(Short.BYTES, Short.toUnsignedInt(rest.getShort()));
            int skipped = Math.min(rest.remaining(), length - Short.BYTES);
            rest.position(rest.position() + skipped);
        }
    }
}
