package io.lastmile.collector.credentials;

import java.nio.charset.StandardCharsets;

/// What a secret is for. It is bound into the sealed form, so that a sealed secret that was copied
/// to another router's row does not open there.
public record Purpose(String text) {
    public static final int LENGTH_MAX = 100;

    public Purpose {
        if (text.isBlank() || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "purpose: '" + text + "' (expected: 1 to " + LENGTH_MAX + " characters)");
        }
    }

    /// The password with which the collector logs in to the router of this id.
    public static Purpose routerPassword(int router) {
        return new Purpose("router/" + router + "/password");
    }

    /// What the router of this id shares with the collector for RADIUS.
    public static Purpose radiusSecret(int router) {
        return new Purpose("router/" + router + "/radius");
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
