package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compare-and-set on `telemetry.router_state`: the fence that lets a reading be counted once.
final class RouterStates {
    private static final String BEGIN = "select telemetry.begin_batch()";

    private static final String MEET =
            """
            insert into telemetry.router_state
                (router, batch, epoch, uptime_ms, listed_uptime_ms, time)
            select g.router, 0, 0, 0, 0, telemetry.at(0) from unnest(?::int[]) as g (router)
            on conflict (router) do nothing
            """;

    private static final String SET =
            """
            update telemetry.router_state
            set batch = ?, epoch = g.epoch, uptime_ms = g.uptime, time = telemetry.at(g.time),
                listed_uptime_ms = case
                    when g.listed >= 0 then g.listed
                    when router_state.epoch = g.epoch then router_state.listed_uptime_ms
                    else 0
                end
            from unnest(?::int[], ?::bigint[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[])
                 as g (router, expected, epoch, uptime, time, listed)
            where router_state.router = g.router and router_state.batch = g.expected
            """;

    private static final String LOCK =
            """
            select router, batch from telemetry.router_state
            where router = any (?::int[])
            order by router
            for update
            """;

    private static final String WAS_WRITTEN =
            "select exists (select from telemetry.poll where router = ? and batch = ?)";

    private RouterStates() {}

    /// Routers that were never polled have a state too, to be held.
    static void meet(Connection connection, int[] routers) throws SQLException {
        try (PreparedStatement meet = connection.prepareStatement(MEET)) {
            new Parameters(connection, meet).add(routers);
            meet.executeUpdate();
        }
    }

    static long begin(Connection connection) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN);
                ResultSet row = begin.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Moves the routers of these outcomes on from the batches that this writer knows.
    static void set(
            Connection connection, long batch, List<PollOutcome> outcomes, Map<Integer, Long> known)
            throws SQLException, Fenced {
        TreeMap<Integer, PollOutcome> newest = new TreeMap<>();
        Map<Integer, PollOutcome> listed = new HashMap<>();
        for (PollOutcome outcome : outcomes) {
            newest.put(outcome.router(), outcome);
            if (outcome.reading().lists(Source.PPP_INTERFACE)) {
                listed.put(outcome.router(), outcome);
            }
        }
        Collection<PollOutcome> last = newest.values();
        try (PreparedStatement set = connection.prepareStatement(SET)) {
            new Parameters(connection, set)
                    .add(batch)
                    .add(ints(newest.keySet()))
                    .add(
                            newest.keySet().stream()
                                    .mapToLong(r -> known.getOrDefault(r, -1L))
                                    .toArray())
                    .add(last.stream().mapToInt(PollOutcome::epoch).toArray())
                    .add(last.stream().mapToLong(o -> o.reading().uptimeMillis()).toArray())
                    .add(last.stream().mapToLong(o -> o.reading().timeMicros()).toArray())
                    .add(last.stream().mapToLong(o -> listedUptime(o, listed)).toArray());
            int moved = set.executeUpdate();
            if (moved != newest.size()) {
                throw new Fenced(moved, newest.size());
            }
        }
    }

    /// -1 where none of the batch's polls in this boot listed the interfaces.
    private static long listedUptime(PollOutcome last, Map<Integer, PollOutcome> listed) {
        PollOutcome found = listed.get(last.router());
        return found == null || found.epoch() != last.epoch() ? -1 : found.reading().uptimeMillis();
    }

    /// The routers' batches, locked: whoever is still committing one of them has ended.
    static Map<Integer, Long> lock(Connection connection, Collection<Integer> routers)
            throws SQLException {
        Map<Integer, Long> batches = new HashMap<>();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            new Parameters(connection, lock).add(ints(routers));
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    batches.put(row.getInt("router"), row.getLong("batch"));
                }
            }
        }
        return batches;
    }

    /// Whether a batch that carried a poll of this router is in the database.
    static boolean wasWritten(Connection connection, int router, long batch) throws SQLException {
        try (PreparedStatement exists = connection.prepareStatement(WAS_WRITTEN)) {
            new Parameters(connection, exists).add(router).add(batch);
            try (ResultSet row = exists.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static int[] ints(Collection<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
