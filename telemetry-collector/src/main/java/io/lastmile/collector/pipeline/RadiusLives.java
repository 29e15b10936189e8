package io.lastmile.collector.pipeline;

import java.util.Locale;
import java.util.Set;

/// The live sessions of a router that RADIUS speaks of: `keys` are accounting session ids as they
/// are compared, `users` the raw names of whom they are (Latin-1 bytes). Immutable.
public record RadiusLives(Set<String> keys, Set<String> users) {
    public static final RadiusLives NONE = new RadiusLives(Set.of(), Set.of());

    public RadiusLives {
        keys = Set.copyOf(keys);
        users = Set.copyOf(users);
    }

    /// How RouterOS writes an id in `/ppp/active` and in its packets (routeros.md, 1.13) is made
    /// the same: without `0x`, in lower case.
    public static String key(String acctSessionId) {
        String folded = acctSessionId.toLowerCase(Locale.ROOT);
        return folded.startsWith("0x") ? folded.substring(2) : folded;
    }

    /// Whether RADIUS counts a session of this user; one that shows no id of its own is taken for
    /// the user's.
    boolean counts(String rawName, String acctSessionId) {
        return acctSessionId.isEmpty()
                ? users.contains(rawName)
                : keys.contains(key(acctSessionId));
    }
}
