package io.lastmile.core.notifications;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;

/// What could lead the owner's own mail astray is the owner's alone: where links lead, and the
/// texts that let their readers in.
final class GatewayRight {
    private GatewayRight() {}

    static boolean held() {
        return Actor.current().may(Permission.MESSAGES_GATEWAYS);
    }

    /// Refuses with 403.
    static void need() {
        if (!held()) {
            throw Problem.of(
                            403,
                            "forbidden",
                            "Not allowed",
                            "role: %s (expected: one with messages_gateways)"
                                    .formatted(Actor.current().role().word()))
                    .refusal();
        }
    }
}
