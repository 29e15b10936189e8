package io.lastmile.core.identity;

import io.lastmile.core.platform.Role;
import java.time.Instant;
import java.util.Optional;

/// Somebody who logs in with a password. Nothing secret is in it.
public record Account(
        int id,
        String login,
        String name,
        Optional<String> email,
        Optional<String> phone,
        Role role,
        boolean secondFactor,
        boolean password,
        Optional<Disabled> disabled,
        Changed changed) {
    /// Who shut it, when and why.
    public record Disabled(Instant since, String by, String why) {}

    public record Changed(long version, Instant created, Instant time, String by) {}
}
