package io.lastmile.core.customers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/// What still hangs on a customer, who therefore cannot be closed: rooms above say so, in words
/// such as the names of lines. Call it within a unit of work.
public final class Ties {
    private final List<IntFunction<List<String>>> rooms = new CopyOnWriteArrayList<>();

    /// A room above joins in.
    public void add(IntFunction<List<String>> room) {
        rooms.add(room);
    }

    List<String> of(int customer) {
        return rooms.stream().flatMap(room -> room.apply(customer).stream()).toList();
    }
}
