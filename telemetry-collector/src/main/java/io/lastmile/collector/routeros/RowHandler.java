package io.lastmile.collector.routeros;

import java.util.function.Consumer;

/// Takes the rows of one command, on the connection's event loop: quick, never blocking, and
/// keeping nothing of the row but what it copied. What it throws fails its command only.
@FunctionalInterface
public interface RowHandler {
    Demand row(Sentence row);

    /// Before the command is written: here is what [Call#resume] and [Call#cancel] are called on.
    default void started(Call call) {}

    /// A handler that is never full.
    static RowHandler each(Consumer<Sentence> take) {
        return row -> {
            take.accept(row);
            return Demand.MORE;
        };
    }

    /// For commands whose rows do not matter.
    static RowHandler none() {
        return row -> Demand.MORE;
    }
}
