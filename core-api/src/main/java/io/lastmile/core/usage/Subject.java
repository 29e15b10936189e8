package io.lastmile.core.usage;

import io.lastmile.core.lines.Claims;
import java.time.Instant;
import java.util.List;

/// Whose usage is asked for.
public sealed interface Subject {
    record Network() implements Subject {}

    record OfRouter(int router) implements Subject {}

    /// Session names (`telemetry.line`) and the routers that they are at: a line's coverage is its
    /// routers'. What is older than `since` is left out, and the bucket in which it lies with it.
    record OfNames(List<Integer> names, List<Integer> routers, Instant since) implements Subject {
        public OfNames {
            names = List.copyOf(names);
            routers = List.copyOf(routers);
        }

        public static OfNames of(Claims claims) {
            return new OfNames(claims.ids(), claims.routers(), claims.since());
        }
    }

    /// Before this nothing of it is shown.
    default Instant since() {
        return Instant.EPOCH;
    }
}
