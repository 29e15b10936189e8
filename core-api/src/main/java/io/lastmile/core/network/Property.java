package io.lastmile.core.network;

import io.lastmile.collector.routeros.Field;
import io.lastmile.core.plans.RateLimit;
import java.util.Locale;

/// A property of a router's row that we want to have a certain value. RouterOS writes what it was
/// given in a form of its own: `same` tells whether two texts mean the same.
enum Property {
    NAME("name"),
    PROFILE("profile"),
    PASSWORD("password"),
    SERVICE("service"),
    REMOTE_ADDRESS("remote-address"),
    LOCAL_ADDRESS("local-address"),
    CALLER_ID("caller-id"),
    TARGET("target"),
    ADDRESS("address"),
    MAC_ADDRESS("mac-address"),
    LIST("list"),
    ADDRESS_LIST("address-list"),
    RATE_LIMIT("rate-limit"),
    MAX_LIMIT("max-limit"),
    BURST_LIMIT("burst-limit"),
    BURST_THRESHOLD("burst-threshold"),
    BURST_TIME("burst-time"),
    DISABLED("disabled"),
    BLOCK_ACCESS("block-access"),
    DYNAMIC("dynamic"),
    COMMENT("comment"),
    USER("user");

    static final String YES = "yes";
    static final String NO = "no";

    private final Field field;

    Property(String name) {
        this.field = Field.of(name);
    }

    Field field() {
        return field;
    }

    boolean same(String wanted, String actual) {
        return switch (this) {
            case DISABLED, BLOCK_ACCESS, DYNAMIC -> isYes(wanted) == isYes(actual);
            case RATE_LIMIT, MAX_LIMIT, BURST_LIMIT, BURST_THRESHOLD -> sameRate(wanted, actual);
            case TARGET, ADDRESS, REMOTE_ADDRESS -> bare(wanted).equals(bare(actual));
            case MAC_ADDRESS, CALLER_ID ->
                    wanted.toUpperCase(Locale.ROOT).equals(actual.toUpperCase(Locale.ROOT));
            default -> wanted.equals(actual);
        };
    }

    static boolean isYes(String value) {
        return value.equals(YES) || value.equals("true");
    }

    /// `103.4.1.20/32` is the address itself.
    static String bare(String address) {
        return address.endsWith("/32") ? address.substring(0, address.length() - 3) : address;
    }

    private static boolean sameRate(String wanted, String actual) {
        return wanted.equals(actual) || read(wanted).equals(read(actual));
    }

    private static RateLimit.Reading read(String text) {
        return RateLimit.read(text.isEmpty() ? "0/0" : text);
    }
}
