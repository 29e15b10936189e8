package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.Session;
import java.util.IdentityHashMap;
import java.util.Map;

/// Ids that an open transaction gave to new lines and sessions. The objects learn them only when it
/// is known to be committed: an id of a transaction that was rolled back belongs to nobody.
final class Identities {
    private final Map<Line, Integer> lines = new IdentityHashMap<>();
    private final Map<Session, Long> sessions = new IdentityHashMap<>();

    void give(Line line, int id) {
        lines.put(line, id);
    }

    void give(Session session, long id) {
        sessions.put(session, id);
    }

    int of(Line line) {
        if (line.id() != 0) {
            return line.id();
        }
        Integer id = lines.get(line);
        if (id == null) {
            throw new IllegalStateException(
                    line + " has no id (expected: written before its rows)");
        }
        return id;
    }

    long of(Session session) {
        if (session.id() != 0) {
            return session.id();
        }
        Long id = sessions.get(session);
        if (id == null) {
            throw new IllegalStateException(
                    "a session of %s has no id (expected: started before it moves)"
                            .formatted(session.line()));
        }
        return id;
    }

    void keep() {
        lines.forEach(Line::identify);
        sessions.forEach(Session::identify);
    }
}
