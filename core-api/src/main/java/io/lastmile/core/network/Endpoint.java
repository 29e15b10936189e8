package io.lastmile.core.network;

import io.lastmile.core.platform.Fields;
import java.util.Locale;
import java.util.regex.Pattern;

/// What of a line is neither its name nor its plan's. Empty fields are none; `profile` is one of
/// its own instead of the plan's, whose speed is then the router's business.
public record Endpoint(ServiceKind kind, String address, String mac, String profile) {
    static final int PROFILE_LENGTH_MAX = 100;
    private static final int ADDRESS_LENGTH_MAX = 43;
    private static final Pattern IPV4 =
            Pattern.compile(
                    "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}"
                            + "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
                            + "(/(3[0-2]|[12]?[0-9]))?");
    private static final Pattern MAC = Pattern.compile("([0-9A-F]{2}:){5}[0-9A-F]{2}");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

    public static Endpoint read(Fields fields) {
        Endpoint endpoint =
                new Endpoint(
                        fields.choice("kind", ServiceKind.PPPOE),
                        host(fields.text("address", ADDRESS_LENGTH_MAX, "")),
                        fields.text("mac", 17, "").replace('-', ':').toUpperCase(Locale.ROOT),
                        fields.text("profile", PROFILE_LENGTH_MAX, ""));
        endpoint.check(fields);
        return endpoint;
    }

    /// As routers write it: a network of one address is that address.
    private static String host(String address) {
        return address.endsWith("/32") ? address.substring(0, address.length() - 3) : address;
    }

    /// Whether it is a network in the form that routers keep, without bits of a host. Only queues
    /// have networks.
    private boolean isNetwork() {
        long bits = 0;
        for (String part : address.substring(0, address.indexOf('/')).split("[.]")) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        int length = Integer.parseInt(address.substring(address.indexOf('/') + 1));
        return kind == ServiceKind.STATIC && (bits & (1L << 32 - length) - 1) == 0;
    }

    private String expectedNetwork() {
        return kind == ServiceKind.STATIC
                ? "a network without bits of a host like 103.4.1.16/29"
                : "an address without a network";
    }

    private void check(Fields fields) {
        boolean needsAddress = kind == ServiceKind.STATIC || kind == ServiceKind.DHCP;
        if (address.isEmpty() ? needsAddress : !IPV4.matcher(address).matches()) {
            fields.refuse("address", address, "an IPv4 address like 103.4.1.20 or a network");
        }
        if (IPV4.matcher(address).matches() && address.indexOf('/') > 0 && !isNetwork()) {
            fields.refuse("address", address, expectedNetwork());
        }
        if (mac.isEmpty() ? kind == ServiceKind.DHCP : !MAC.matcher(mac).matches()) {
            fields.refuse("mac", mac, "a MAC address like 64:D1:54:0A:1B:2C");
        }
        if (!PRINTABLE.matcher(profile).matches()) {
            fields.refuse("profile", profile, "a name in printable ASCII");
        }
    }
}
