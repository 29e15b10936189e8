package io.lastmile.core.lines;

import io.lastmile.core.platform.DomainEvent;
import java.util.List;

/// These lines were changed at once, by a file: another name, router, plan or customer.
public record LinesChanged(List<Integer> lines) implements DomainEvent {
    public LinesChanged {
        lines = List.copyOf(lines);
    }
}
