package io.lastmile.core.platform;

import java.util.regex.Pattern;

/// What mail can be sent to (RFC 5321 4.1.2, without quotation marks and address literals).
public final class EmailAddress {
    public static final int LENGTH_MAX = 254;

    private static final String BEFORE = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+";

    /// Also at a host of the own network, such as `isp@mail`.
    public static final Pattern ANY = Pattern.compile(BEFORE + "([.][A-Za-z0-9-]+)*");

    /// A person's: at a name with a dot.
    public static final Pattern PERSONS = Pattern.compile(BEFORE + "([.][A-Za-z0-9-]+)+");

    private EmailAddress() {}
}
