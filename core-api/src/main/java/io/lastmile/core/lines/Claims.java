package io.lastmile.core.lines;

import java.time.Instant;
import java.util.List;

/// The names that a line claims; more than one where its name appears at several routers. What is
/// older than `since` was another customer's and is nothing to show: the beginning of time where
/// nobody else had the names.
public record Claims(List<Name> names, Instant since) {
    public Claims {
        names = List.copyOf(names);
    }

    public List<Integer> ids() {
        return names.stream().map(Name::id).toList();
    }

    public List<Integer> routers() {
        return names.stream().map(Name::router).distinct().toList();
    }
}
