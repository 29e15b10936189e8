package io.lastmile.web.billing;

import io.lastmile.core.platform.Database;
import java.util.function.Supplier;

/// What would come of something: it is done, looked at and taken back, so that what a page promises
/// is what the desk does, its refusals too.
final class Rehearsal {
    /// Ends the unit of work without anything of it being kept.
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;

        Over() {
            super("rehearsed", null, false, false);
        }
    }

    private Rehearsal() {}

    /// Only where nothing else is done: within a unit of work it would not be taken back.
    static void of(Database database, Runnable work) {
        if (database.busy()) {
            throw new IllegalStateException("rehearsal within a unit of work (expected: alone)");
        }
        Supplier<Object> whole =
                () -> {
                    work.run();
                    throw new Over();
                };
        try {
            Object never = database.transact(whole);
            throw new IllegalStateException(never + " (expected: nothing, all is taken back)");
        } catch (Over _) {
            // As it was meant.
        }
    }
}
