package io.lastmile.core.usage;

import java.util.List;

/// Whose usage is asked for.
public sealed interface Subject {
    record Network() implements Subject {}

    record OfRouter(int router) implements Subject {}

    /// Session names (`telemetry.line`) and the routers that they are at: a line's coverage is its
    /// routers'.
    record OfNames(List<Integer> names, List<Integer> routers) implements Subject {
        public OfNames {
            names = List.copyOf(names);
            routers = List.copyOf(routers);
        }
    }
}
