package io.lastmile.core.network;

import io.lastmile.core.platform.Fields;
import java.util.Optional;

/// A router's writing user as somebody wants it to be. Without a password the stored one stays.
public record WriterDraft(
        String username,
        Optional<String> password,
        int requestsPerSecond,
        int burst,
        int kicksPerMinute,
        String localAddress,
        String pool,
        boolean enabled) {
    /// What a router stands before it clamps (routeros.md, 1.9), with room for the collector.
    static final int REQUESTS_PER_SECOND = 20;

    static final int BURST = 100;
    static final int KICKS_PER_MINUTE = 300;
    private static final int NAME_LENGTH_MAX = 100;
    private static final int PASSWORD_LENGTH_MAX = 200;

    public WriterDraft(String username, String password) {
        this(
                username,
                Optional.of(password),
                REQUESTS_PER_SECOND,
                BURST,
                KICKS_PER_MINUTE,
                "",
                "",
                true);
    }

    public static WriterDraft read(Fields fields) {
        return new WriterDraft(
                fields.text("username", NAME_LENGTH_MAX),
                fields.secret("password", PASSWORD_LENGTH_MAX),
                (int) fields.number("requestsPerSecond", 1, 1000, REQUESTS_PER_SECOND),
                (int) fields.number("burst", 10, 10_000, BURST),
                (int) fields.number("kicksPerMinute", 1, 100_000, KICKS_PER_MINUTE),
                fields.text("localAddress", NAME_LENGTH_MAX, ""),
                fields.text("pool", NAME_LENGTH_MAX, ""),
                fields.flag("enabled", true));
    }
}
