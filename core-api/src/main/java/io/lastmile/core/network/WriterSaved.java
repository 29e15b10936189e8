package io.lastmile.core.network;

import io.lastmile.core.platform.Problem;

/// What became of a change of a router's writing user.
public sealed interface WriterSaved {
    record Done() implements WriterSaved {}

    /// It was set, changed or removed since; this is its version now, 0 for none.
    record Stale(long versionNow) implements WriterSaved {}

    /// None was given and none is stored.
    record NoPassword() implements WriterSaved {}

    /// Returns if it was done.
    default WriterSaved orRefuse() {
        return switch (this) {
            case Done done -> done;
            case Stale stale -> throw Problem.stale(stale.versionNow()).refusal();
            case NoPassword _ ->
                    throw Problem.invalid(
                                    "password",
                                    "nothing",
                                    "the password of this user at the router")
                            .refusal();
        };
    }
}
