package io.lastmile.core.customers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjIntConsumer;

/// Rooms above that keep something under a customer's mobile alone. They forget it in the unit of
/// work that erases who it was: the event that follows (`CustomerErased`) names nobody.
public final class Forgetters {
    private final List<ObjIntConsumer<String>> rooms = new CopyOnWriteArrayList<>();

    /// A room above joins in; it is told the mobile that was the customer's until now.
    public void add(ObjIntConsumer<String> room) {
        rooms.add(room);
    }

    void forget(int customer, String mobile) {
        rooms.forEach(room -> room.accept(mobile, customer));
    }
}
