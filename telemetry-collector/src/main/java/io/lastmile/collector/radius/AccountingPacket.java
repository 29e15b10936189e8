package io.lastmile.collector.radius;

import io.netty.buffer.Unpooled;
import java.util.List;
import org.tinyradius.core.RadiusPacketException;
import org.tinyradius.core.dictionary.DefaultDictionary;
import org.tinyradius.core.packet.request.RadiusRequest;
import org.tinyradius.core.packet.response.RadiusResponse;

/// One Accounting-Request whose authenticators have been found to be its NAS's.
final class AccountingPacket {
    static final int BYTES_MAX = 4096;

    private static final int HEADER_BYTES = 20;
    private static final int REQUEST = 4;
    private static final byte RESPONSE = 5;
    private static final int ADDRESS_BYTES = 4;
    private static final int ADDRESS6_BYTES = 16;

    private final RadiusRequest request;
    private final AccountingRecord said;

    private AccountingPacket(RadiusRequest request, AccountingRecord said) {
        this.request = request;
        this.said = said;
    }

    /// Throws what is wrong with the packet. The library checks the authenticator (RFC 2866, 3) and
    /// the Message-Authenticator where there is one.
    static AccountingPacket checked(byte[] datagram, String secret) throws BadPacket {
        RadiusRequest raw = parsed(datagram);
        RadiusRequest request;
        try {
            request = raw.decodeRequest(secret);
        } catch (RadiusPacketException | RuntimeException e) {
            throw new BadPacket(Refusal.WRONG_SECRET, "authenticator: " + e.getMessage());
        }
        return new AccountingPacket(request, record(request));
    }

    /// What a packet of the journal says: it was checked before it was written.
    static AccountingRecord said(byte[] datagram) throws BadPacket {
        return record(parsed(datagram));
    }

    AccountingRecord said() {
        return said;
    }

    byte[] answer(String secret) {
        try {
            return RadiusResponse.create(
                            DefaultDictionary.INSTANCE, RESPONSE, request.getId(), null, List.of())
                    .encodeResponse(secret, request.getAuthenticator())
                    .toBytes();
        } catch (RadiusPacketException e) {
            throw new IllegalStateException("an answer without attributes: " + e.getMessage(), e);
        }
    }

    private static RadiusRequest parsed(byte[] datagram) throws BadPacket {
        if (datagram.length < HEADER_BYTES || datagram[0] != REQUEST) {
            throw new BadPacket(Refusal.MALFORMED, "no Accounting-Request");
        }
        try {
            return RadiusRequest.fromByteBuf(
                    DefaultDictionary.INSTANCE, Unpooled.wrappedBuffer(datagram));
        } catch (RadiusPacketException | RuntimeException e) {
            throw new BadPacket(Refusal.MALFORMED, "attributes: " + e.getMessage());
        }
    }

    private static AccountingRecord record(RadiusRequest request) throws BadPacket {
        var attributes = new Attributes(request);
        Long code = attributes.integer(40);
        if (code == null) {
            throw new BadPacket(Refusal.MALFORMED, "no Acct-Status-Type");
        }
        AccountingStatus status = AccountingStatus.of(code);
        String session = attributes.text(44);
        if (status.isOfSession() && session.isEmpty()) {
            throw new BadPacket(Refusal.MALFORMED, status + " without Acct-Session-Id");
        }
        return new AccountingRecord(
                status,
                session,
                attributes.raw(1),
                attributes.octets(42, 52),
                attributes.octets(43, 53),
                attributes.integer(46),
                attributes.integer(41),
                attributes.integer(55),
                attributes.integer(49),
                attributes.address(8, ADDRESS_BYTES),
                attributes.address(168, ADDRESS6_BYTES),
                attributes.prefix(123));
    }
}
