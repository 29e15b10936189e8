package io.lastmile.core.platform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// A body as it arrives: all of it within a minute and what its size takes at 50 KB/s, and told in
/// bytes while it comes. The server's own limit is one of silence: a byte a minute would pass it.
final class SlowBody extends FilterInputStream {
    static final Duration GRACE = Duration.ofSeconds(60);
    static final int BYTES_PER_SECOND_MIN = 50_000;

    private static final int READ_BYTES_MAX = 16 * 1024;

    private final long began;
    private final Duration most;
    private final LongSupplier nanos;
    private final IntConsumer arrived;

    /// `expected` bytes at most. `arrived` may refuse what came.
    SlowBody(InputStream in, long expected, LongSupplier nanos, IntConsumer arrived) {
        super(in);
        this.most = GRACE.plusMillis(expected * 1000 / BYTES_PER_SECOND_MIN);
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.arrived = arrived;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, Math.min(length, READ_BYTES_MAX));
        if (nanos.getAsLong() - began > most.toNanos()) {
            throw late();
        }
        if (count > 0) {
            arrived.accept(count);
        }
        return count;
    }

    /// What is still to come is not waited for: the connection ends with the answer.
    private Refusal late() {
        return new Refusal(
                Problem.of(
                        408,
                        "body-slow",
                        "The request took too long to arrive",
                        "body: not whole after %d s (expected: %d bytes a second)"
                                .formatted(most.toSeconds(), BYTES_PER_SECOND_MIN)),
                Map.of("Connection", "close"));
    }
}
