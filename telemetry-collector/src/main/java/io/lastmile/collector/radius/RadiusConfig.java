package io.lastmile.collector.radius;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Where accounting packets come in, and where they are kept until the database has them. A journal
/// that is full answers nobody: `bytesMax` is for the longest time that the database may be away,
/// at some 250 bytes a packet.
public record RadiusConfig(InetSocketAddress address, Path folder, long bytesMax) {
    public static final long BYTES_STANDARD = 1L << 30;

    /// A journal's file is let go whole.
    private static final long BYTES_MIN = 16L << 20;

    public RadiusConfig {
        if (bytesMax < BYTES_MIN) {
            throw new IllegalArgumentException(
                    "radius journal: %d bytes (expected: >= %d)".formatted(bytesMax, BYTES_MIN));
        }
    }
}
