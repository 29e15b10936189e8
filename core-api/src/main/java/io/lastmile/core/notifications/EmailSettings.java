package io.lastmile.core.notifications;

import io.lastmile.core.platform.EmailAddress;
import io.lastmile.core.platform.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// How a mail leaves: not at all, into the log of this program only, or by an SMTP server.
public record EmailSettings(Way way, Server server, From from, int perSecond) {
    public enum Way {
        OFF,
        LOG,
        SMTP
    }

    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /// An empty username is no login. Without `verify` any certificate will do.
    public record Server(
            String host, int port, Security security, String username, boolean verify) {}

    public record From(String address, String name) {}

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,255}");
    private static final int ADDRESS_LENGTH_MAX = 254;
    private static final int NAME_LENGTH_MAX = 100;
    private static final int PORT = 587;
    private static final int PER_SECOND_MAX = 1_000;
    private static final int PER_SECOND = 10;

    static EmailSettings read(Fields fields) {
        Way way = fields.choice("way", Way.OFF);
        boolean needed = way == Way.SMTP;
        var server =
                new Server(
                        checked(fields, "host", HOST, needed, "a host name"),
                        (int) fields.number("port", 1, 65_535, PORT),
                        fields.choice("security", Security.STARTTLS),
                        fields.text("username", NAME_LENGTH_MAX, ""),
                        fields.flag("verify", true));
        var from =
                new From(
                        checked(
                                fields,
                                "from",
                                EmailAddress.ANY,
                                needed,
                                "an address like isp@example.com"),
                        fields.text("fromName", NAME_LENGTH_MAX, ""));
        return new EmailSettings(
                way, server, from, (int) fields.number("perSecond", 1, PER_SECOND_MAX, PER_SECOND));
    }

    /// As it is stored, and as a form shows it.
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("way", Fields.nameOf(way));
        texts.put("host", server.host());
        texts.put("port", "" + server.port());
        texts.put("security", Fields.nameOf(server.security()));
        texts.put("username", server.username());
        texts.put("verify", "" + server.verify());
        texts.put("from", from.address());
        texts.put("fromName", from.name());
        texts.put("perSecond", "" + perSecond);
        return texts;
    }

    private static String checked(
            Fields fields, String name, Pattern pattern, boolean needed, String expected) {
        String text = fields.text(name, ADDRESS_LENGTH_MAX, "");
        if (text.isEmpty() ? needed : !pattern.matcher(text).matches()) {
            fields.refuse(name, text.isEmpty() ? "nothing" : text, expected);
        }
        return text;
    }
}
