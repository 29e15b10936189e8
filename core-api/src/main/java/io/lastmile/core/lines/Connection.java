package io.lastmile.core.lines;

import io.lastmile.core.platform.Fields;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a router is reached: what "test connection" needs and what a router's row keeps. Without a
/// password it means the one that is stored.
record Connection(
        String host,
        int port,
        boolean tls,
        Optional<String> fingerprint,
        String username,
        Optional<String> password,
        boolean legacyLogin,
        Charset charset) {
    static final int PASSWORD_LENGTH_MAX = 200;

    private static final int NAME_LENGTH_MAX = 100;
    private static final int HOST_LENGTH_MAX = 253;
    private static final int FINGERPRINT_LENGTH_MAX = 95;
    private static final int CHARSET_LENGTH_MAX = 40;
    private static final Pattern HOST_NAME =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    static Connection read(Fields fields) {
        return new Connection(
                host(fields),
                (int) fields.number("port", 1, 65_535),
                fields.flag("tls"),
                fingerprint(fields),
                fields.text("username", NAME_LENGTH_MAX),
                fields.secret("password", PASSWORD_LENGTH_MAX),
                fields.flag("legacyLogin", false),
                charset(fields));
    }

    /// For a new router or a test of one that is not stored.
    void needPassword(Fields fields) {
        if (password.isEmpty()) {
            fields.refuse("password", "nothing", "the password of this user at the router");
        }
    }

    /// The collector talks TLS only to the certificate that a person confirmed.
    void needFingerprint(Fields fields) {
        if (tls && fingerprint.isEmpty()) {
            fields.refuse(
                    "fingerprint",
                    "nothing",
                    "the certificate's SHA-256 as \"test connection\" shows it");
        }
    }

    private static String host(Fields fields) {
        String host = fields.text("host", HOST_LENGTH_MAX);
        if (!HOST_NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            fields.refuse("host", host, "a name or an address without scheme, port and path");
        }
        return host;
    }

    private static Optional<String> fingerprint(Fields fields) {
        Optional<String> hex =
                fields.optionalText("fingerprint", FINGERPRINT_LENGTH_MAX)
                        .map(text -> text.replace(":", "").toLowerCase(Locale.ROOT));
        hex.filter(text -> !SHA256.matcher(text).matches())
                .ifPresent(text -> fields.refuse("fingerprint", text, "64 hex digits"));
        return hex;
    }

    private static Charset charset(Fields fields) {
        String name = fields.text("charset", CHARSET_LENGTH_MAX, "UTF-8");
        try {
            if (Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        } catch (IllegalCharsetNameException e) {
            // The same fault as a well-formed name that nobody knows.
        }
        fields.refuse("charset", name, "a known charset such as UTF-8 or windows-1252");
        return Charset.forName("UTF-8");
    }
}
