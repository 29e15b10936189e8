package io.lastmile.core.platform;

import java.net.InetAddress;
import java.util.Arrays;

/// A network such as `10.0.0.0/8` or `fd00::/8`; an address alone is a network of one.
public record Cidr(InetAddress network, int bits) {
    public Cidr {
        int bitsMax = network.getAddress().length * 8;
        if (bits < 0 || bits > bitsMax) {
            throw new IllegalArgumentException(
                    "bits of %s: %d (expected: 0 to %d)"
                            .formatted(network.getHostAddress(), bits, bitsMax));
        }
    }

    /// Literals only, no names. Throws `IllegalArgumentException` in words for the operator.
    public static Cidr of(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            InetAddress network = InetAddress.ofLiteral(parts[0]);
            int bits =
                    parts.length == 1
                            ? network.getAddress().length * 8
                            : Integer.parseInt(parts[1]);
            return new Cidr(network, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "network: " + text + " (expected: such as 10.0.0.0/8, 127.0.0.1 or fd00::/8)",
                    e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        int mask = 0xff << (8 - bits % 8);
        return Arrays.equals(mine, 0, whole, other, 0, whole)
                && (bits % 8 == 0 || ((mine[whole] ^ other[whole]) & mask & 0xff) == 0);
    }
}
