package io.lastmile.core.identity;

import java.util.List;

/// Who is behind a mobile number. Room `customers` knows.
@FunctionalInterface
public interface Subscribers {
    /// Several where a family shares a number, none where nobody has it. Asked within a unit of
    /// work of the system.
    List<Subscriber> behind(Mobile mobile);
}
