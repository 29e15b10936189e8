package io.lastmile.deploy.bench;

import java.nio.charset.StandardCharsets;

/// The least that decoding can be: words of less than 128 bytes in one array, no tags, no limits,
/// no failures. What a decoder costs more than this is what it does more than this.
final class BareScan {
    private static final byte[] RX = "=rx-byte=".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TX = "=tx-byte=".getBytes(StandardCharsets.ISO_8859_1);

    private long sum;
    private boolean done;

    void start() {
        sum = 0;
        done = false;
    }

    long sum() {
        return sum;
    }

    boolean done() {
        return done;
    }

    /// Words up to the first that is not whole; gives how many bytes they take.
    int scan(byte[] bytes, int to) {
        int at = 0;
        while (at < to && at + 1 + bytes[at] <= to) {
            word(bytes, at + 1, bytes[at]);
            at += 1 + bytes[at];
        }
        return at;
    }

    private void word(byte[] bytes, int at, int length) {
        if (length > RX.length
                && bytes[at] == '='
                && (starts(bytes, at, RX) || starts(bytes, at, TX))) {
            long value = 0;
            for (int i = at + RX.length; i < at + length; i++) {
                value = value * 10 + bytes[i] - '0';
            }
            sum += value;
        } else if (length == 5 && bytes[at] == '!' && bytes[at + 1] == 'd') {
            done = true;
        }
    }

    private static boolean starts(byte[] bytes, int at, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
