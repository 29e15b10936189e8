package io.lastmile.core.platform;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Who may use a route: everybody, whoever is logged in, or who has one of some permissions.
public record Access(boolean open, Set<Permission> anyOf) {
    static final Access OPEN = new Access(true, Set.of());
    static final Access LOGGED_IN = new Access(false, Set.of());

    public Access {
        anyOf = Set.copyOf(anyOf);
    }

    static Access of(Permission first, Permission... more) {
        return new Access(false, EnumSet.of(first, more));
    }

    public boolean allows(Actor actor) {
        return open || actor.known() && (anyOf.isEmpty() || anyOf.stream().anyMatch(actor::may));
    }

    /// Refuses with 403. That somebody is logged in, the gate has seen to.
    void require(Actor actor) {
        if (!allows(actor)) {
            String needed =
                    anyOf.stream()
                            .map(permission -> permission.name().toLowerCase(java.util.Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(" or "));
            throw Problem.of(
                            403,
                            "forbidden",
                            "Not allowed",
                            "role: %s (expected: one with %s)"
                                    .formatted(actor.role().word(), needed))
                    .refusal();
        }
    }
}
