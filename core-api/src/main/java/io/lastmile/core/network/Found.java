package io.lastmile.core.network;

import java.util.Optional;

/// A row as the router has it. Texts are for people's eyes: without control characters, in the
/// router's charset where they are no UTF-8. `address` is a secret's remote address, a queue's
/// target, a lease's address; `callerId` is a MAC. The password is there only if the router gave
/// one that can be written back as it came. `trouble` says why the row cannot become a line.
record Found(
        FoundKind kind,
        String name,
        Optional<String> password,
        String profile,
        String rateLimit,
        String service,
        boolean disabled,
        String address,
        String callerId,
        String comment,
        Optional<String> trouble) {
    /// Without the password.
    @Override
    public String toString() {
        return kind + " " + name;
    }

    /// A later row with the same name.
    Found troubled(String why) {
        return new Found(
                kind,
                name,
                Optional.empty(),
                profile,
                rateLimit,
                service,
                disabled,
                address,
                callerId,
                comment,
                trouble.or(() -> Optional.of(why)));
    }
}
