package io.lastmile.collector.radius;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tinyradius.core.packet.request.RadiusRequest;

/// The values of a packet's attributes, each with the length that its type must have.
final class Attributes {
    private static final int INTEGER_BYTES = 4;
    private static final int ADDRESS6_BYTES = 16;
    private static final int PREFIX_HEAD_BYTES = 2;
    private static final int WORD_BITS = 32;

    private final RadiusRequest packet;

    Attributes(RadiusRequest packet) {
        this.packet = packet;
    }

    @Nullable Long integer(int type) throws BadPacket {
        byte[] value = value(type);
        return value == null
                ? null
                : Integer.toUnsignedLong(
                        ByteBuffer.wrap(sized(type, value, INTEGER_BYTES)).getInt());
    }

    /// Octets and their gigawords (RFC 2869, 5.1): null without octets, whatever gigawords say.
    @Nullable Long octets(int low, int high) throws BadPacket {
        Long octets = integer(low);
        Long gigawords = integer(high);
        if (octets == null) {
            return null;
        }
        long words = gigawords == null ? 0 : gigawords;
        if (words > Integer.MAX_VALUE) {
            throw new BadPacket(
                    Refusal.MALFORMED, "attribute " + high + ": " + words + " gigawords");
        }
        return words << WORD_BITS | octets;
    }

    String text(int type) {
        byte[] value = value(type);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    String raw(int type) {
        byte[] value = value(type);
        return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
    }

    @Nullable String address(int type, int bytes) throws BadPacket {
        byte[] value = value(type);
        return value == null ? null : address(sized(type, value, bytes));
    }

    /// Reserved, length, and as many bytes of the prefix as the NAS cared to send (RFC 3162, 2.3).
    @Nullable String prefix(int type) throws BadPacket {
        byte[] value = value(type);
        if (value == null) {
            return null;
        }
        int bytes = value.length - PREFIX_HEAD_BYTES;
        if (bytes < 0 || bytes > ADDRESS6_BYTES || (value[1] & 0xff) > ADDRESS6_BYTES * Byte.SIZE) {
            throw new BadPacket(Refusal.MALFORMED, "attribute " + type + ": not a prefix");
        }
        byte[] whole = new byte[ADDRESS6_BYTES];
        System.arraycopy(value, PREFIX_HEAD_BYTES, whole, 0, bytes);
        return address(whole) + "/" + value[1];
    }

    private static String address(byte[] value) {
        try {
            return InetAddress.getByAddress(value).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(Arrays.toString(value), e);
        }
    }

    private static byte[] sized(int type, byte[] value, int bytes) throws BadPacket {
        if (value.length != bytes) {
            throw new BadPacket(
                    Refusal.MALFORMED,
                    "attribute " + type + ": " + value.length + " bytes (expected: " + bytes + ")");
        }
        return value;
    }

    private byte @Nullable [] value(int type) {
        return packet.getAttribute(type).map(a -> a.getValue()).orElse(null);
    }
}
