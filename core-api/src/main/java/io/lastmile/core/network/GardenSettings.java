package io.lastmile.core.network;

import io.lastmile.core.platform.Fields;
import java.util.List;
import java.util.regex.Pattern;

/// Where walled customers may go, and their addresses. `portalAddress` is the IPv4 address to which
/// their plain HTTP is sent, `localAddress` the router's own end of their sessions, `ranges` the
/// addresses that they get.
public record GardenSettings(
        long version,
        String portalHost,
        String portalAddress,
        int portalPort,
        List<String> hosts,
        String localAddress,
        String ranges) {
    private static final int HOSTS_MAX = 50;
    private static final int HOST_LENGTH_MAX = 253;
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(/[0-9]{1,2})?");
    private static final Pattern IPV4 =
            Pattern.compile(
                    "((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])[.]){3}"
                            + "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])");
    private static final Pattern RANGES =
            Pattern.compile("[0-9.]{7,15}(-[0-9.]{7,15})?(,[0-9.]{7,15}(-[0-9.]{7,15})?){0,9}");

    public GardenSettings {
        hosts = List.copyOf(hosts);
    }

    public static GardenSettings read(Fields fields) {
        return new GardenSettings(
                fields.number("version", 1, Integer.MAX_VALUE),
                matching(fields, "portalHost", HOST, "a host name like portal.isp.net"),
                matching(fields, "portalAddress", IPV4, "an IPv4 address"),
                (int) fields.number("portalPort", 1, 65_535, 80),
                hosts(fields),
                matching(fields, "localAddress", IPV4, "an IPv4 address"),
                matching(fields, "ranges", RANGES, "addresses like 100.127.0.2-100.127.255.254"));
    }

    private static String matching(Fields fields, String name, Pattern form, String expected) {
        String text = fields.text(name, HOST_LENGTH_MAX);
        if (!form.matcher(text).matches()) {
            fields.refuse(name, text, expected);
        }
        return text;
    }

    private static List<String> hosts(Fields fields) {
        List<String> hosts = fields.texts("hosts", HOSTS_MAX, HOST_LENGTH_MAX);
        hosts.stream()
                .filter(host -> !HOST.matcher(host).matches())
                .forEach(host -> fields.refuse("hosts", host, "host names or addresses"));
        return hosts;
    }

    /// Whether a script can be made of it.
    public boolean complete() {
        return !portalHost.isEmpty() && !portalAddress.isEmpty();
    }
}
