package io.lastmile.core.lines;

import io.lastmile.core.platform.Fields;
import java.net.InetAddress;
import java.util.Optional;

/// A router's RADIUS accounting as somebody wants it to be. Without a secret the stored one stays;
/// without an address packets come from where the router is polled.
public record RadiusClientDraft(String address, Optional<String> secret, int coaPort) {
    /// RFC 5176, 3; RouterOS listens there once `/radius incoming` is on.
    static final int COA_PORT = 3799;

    private static final int ADDRESS_LENGTH_MAX = 45;
    private static final int SECRET_LENGTH_MAX = 128;

    /// `host` is where the router is polled.
    static RadiusClientDraft read(Fields fields, String host) {
        return new RadiusClientDraft(
                address(fields, host),
                fields.secret("secret", SECRET_LENGTH_MAX),
                (int) fields.number("coaPort", 1, 65_535, COA_PORT));
    }

    /// One spelling of an address: packets are told apart by it.
    private static String address(Fields fields, String host) {
        String text = fields.text("address", ADDRESS_LENGTH_MAX, host);
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            fields.refuse("address", text, "an IPv4 or IPv6 address");
            return "";
        }
    }
}
