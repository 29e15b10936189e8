package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Recalled;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Finds out what became of a batch whose connection was lost, and what the database remembers of
/// its routers. Runs in one transaction that holds their states, so an old server process that is
/// still committing has come to its end before the question is answered.
record Settlement(boolean committed, List<Recalled> recalled, Map<Integer, Long> batches) {
    static Settlement of(Connection connection, Batch batch, Map<Integer, Long> known)
            throws SQLException {
        Map<Integer, Long> found = RouterStates.lock(connection, batch.routers());
        boolean committed = batch.number() != 0 && wasCommitted(connection, batch);
        List<Integer> foreign = new ArrayList<>();
        for (int router : batch.routers()) {
            long expected = committed ? batch.number() : known.getOrDefault(router, -1L);
            if (found.getOrDefault(router, -1L) != expected) {
                foreign.add(router);
            }
        }
        if (committed && foreign.isEmpty()) {
            return new Settlement(true, List.of(), found);
        }
        return new Settlement(committed, recall(connection, batch.routers(), foreign), found);
    }

    private static boolean wasCommitted(Connection connection, Batch batch) throws SQLException {
        int router = batch.outcomes().getFirst().router();
        return RouterStates.wasWritten(connection, router, batch.number());
    }

    /// A router is ours where its state stands where we left it.
    private static List<Recalled> recall(
            Connection connection, Collection<Integer> routers, Collection<Integer> foreign)
            throws SQLException {
        List<Recalled> recalled = new ArrayList<>();
        for (RouterMemories.Remembered one : new RouterMemories(connection).recall(routers)) {
            recalled.add(new Recalled(one.memory(), !foreign.contains(one.memory().router())));
        }
        return recalled;
    }
}
