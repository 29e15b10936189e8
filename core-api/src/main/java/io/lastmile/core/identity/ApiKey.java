package io.lastmile.core.identity;

import io.lastmile.core.platform.Permission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What a program shows instead of a person's login: `Authorization: Bearer lm_...`. It acts in its
/// account's name and may what both its scopes and the account's role allow.
public record ApiKey(
        int id,
        int account,
        String name,
        String prefix,
        Set<Permission> scopes,
        Instant created,
        Optional<Instant> expires,
        Optional<Use> used,
        Optional<Revoked> revoked) {
    public record Use(Instant time, String address) {}

    public record Revoked(Instant time, String by) {}

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
