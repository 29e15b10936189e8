package io.lastmile.collector.simulator;

import java.util.Optional;

/// One row of a menu at one moment. Guarded by its router's lock.
interface Row {
    /// What a row's counter said.
    record Given(Counter counter, Reading reading) {}

    /// 0 where rows have no `.id`.
    long id();

    /// What the row can be addressed by besides its id; empty for nothing.
    default String name() {
        return "";
    }

    /// Changes when something that `listen` reports changes; counters do not.
    default long revision() {
        return 0;
    }

    void read(String property, Cell cell);

    default Optional<Given> given() {
        return Optional.empty();
    }
}
