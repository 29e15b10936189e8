package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.RadiusLives;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.RouterMemory;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the database remembers of routers, as of their last committed poll.
///
/// The newest reading of a live session is the greatest, unsigned, of its checkpoint and of its
/// samples in later batches. Where those are is told by the router's polls in the same batches, so
/// the wall clock may have jumped either way in between.
final class RouterMemories {
    private static final String STATES =
            """
            select router, batch, epoch, uptime_ms, listed_uptime_ms,
                   telemetry.micros(time) as micros
            from telemetry.router_state
            where router = any (?::int[])
            order by router
            for update
            """;

    private static final String LISTED =
            """
            select g.source from unnest(?::smallint[]) as g (source)
            where exists (select from telemetry.line
                          where line.router = ? and line.source = g.source)
            """;

    private static final String LIVE =
            """
            select session.id, line, epoch, session.source, line.raw_name, ros_id, if_name,
                   start_reason, telemetry.micros(started) as micros, down_total, up_total, radius
            from telemetry.session join telemetry.line on line.id = session.line
            where session.router = ? and ended is null
            """;

    /// Ended ones too: a reading that was taken before the end is written after it.
    private static final String RADIUS =
            """
            select r.acct_session, line.raw_name, r.ended is null as live
            from telemetry.radius_session as r join telemetry.line on line.id = r.line
            where r.router = ? and (r.ended is null or r.told > telemetry.radius_lately(r.router))
            """;

    private static final String ENDED =
            """
            select session.id, line, epoch, session.source, line.raw_name, ros_id, if_name,
                   start_reason, telemetry.micros(started) as micros, down_total, up_total, radius
            from telemetry.session join telemetry.line on line.id = session.line
            where session.router = ? and epoch = ? and ended is not null and ended_uptime_ms >= ?
            order by session.id
            """;

    /// The greatest of unsigned numbers kept in signed ones: flip the sign, compare, flip back. A
    /// checkpoint is compared as a difference, lest the brin index is searched anew for each
    /// session. 20 routers of 1,000 lines at 10 s on 2 cores: 1.2 s with checkpoints ten minutes
    /// old, 3.9 to 6.2 s with an hour; as a plain comparison it was 15 to 19 s and 67 to 88 s.
    private static final String READINGS =
            """
            select session.id,
                   newest.down # (-9223372036854775807 - 1) as down_total,
                   newest.up # (-9223372036854775807 - 1) as up_total
            from telemetry.session,
                 lateral (select max(sample.down_total # (-9223372036854775807 - 1)) as down,
                                 max(sample.up_total # (-9223372036854775807 - 1)) as up
                          from telemetry.sample
                          where sample.line = session.line and sample.session = session.id
                            and sample.batch - session.checkpoint_batch > 0
                            and sample.time >= telemetry.at(?)) as newest
            where session.router = ? and session.ended is null and newest.down is not null
            """;

    private static final String SINCE =
            """
            select telemetry.micros(min(poll.time)) as micros from telemetry.poll
            where poll.router = ?
              and poll.batch > (select min(session.checkpoint_batch) from telemetry.session
                                where session.router = ? and session.ended is null)
            """;

    private static final long HOUR_MILLIS = 3_600_000;

    /// A memory and the batch that the router's state stands at.
    record Remembered(RouterMemory memory, long batch) {}

    private record State(int router, long batch, int epoch, Uptimes uptimes, long micros) {}

    /// In milliseconds, at the last poll and at the last list of the interfaces.
    private record Uptimes(long polled, long listed) {}

    private final Connection connection;

    RouterMemories(Connection connection) {
        this.connection = connection;
    }

    /// Locks the routers' states until the transaction ends, so that nobody moves them meanwhile.
    List<Remembered> recall(Collection<Integer> routers) throws SQLException {
        List<Remembered> remembered = new ArrayList<>();
        for (State state : states(new TreeSet<>(routers))) {
            remembered.add(new Remembered(memory(state), state.batch()));
        }
        return remembered;
    }

    private List<State> states(TreeSet<Integer> routers) throws SQLException {
        RouterStates.meet(connection, RouterStates.ints(routers));
        List<State> states = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(STATES)) {
            new Parameters(connection, select).add(RouterStates.ints(routers));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.add(
                            new State(
                                    row.getInt("router"),
                                    row.getLong("batch"),
                                    row.getInt("epoch"),
                                    new Uptimes(
                                            row.getLong("uptime_ms"),
                                            row.getLong("listed_uptime_ms")),
                                    row.getLong("micros")));
                }
            }
        }
        return states;
    }

    private RouterMemory memory(State state) throws SQLException {
        if (state.batch() == 0) {
            return RouterMemory.blank(state.router(), radius(state.router()));
        }
        Map<Integer, Line> lines = new HashMap<>();
        return new RouterMemory(
                state.router(),
                state.epoch(),
                state.uptimes().polled(),
                state.uptimes().listed(),
                state.micros(),
                true,
                listed(state.router()),
                live(state.router(), lines),
                ended(state, lines),
                radius(state.router()));
    }

    private RadiusLives radius(int router) throws SQLException {
        Set<String> keys = new HashSet<>();
        Set<String> users = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(RADIUS)) {
            select.setInt(1, router);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString("acct_session"));
                    if (row.getBoolean("live")) {
                        users.add(raw(row.getBytes("raw_name")));
                    }
                }
            }
        }
        return new RadiusLives(keys, users);
    }

    private Set<Source> listed(int router) throws SQLException {
        Source[] all = Source.values();
        short[] codes = new short[all.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = all[i].code();
        }
        Set<Source> listed = EnumSet.noneOf(Source.class);
        try (PreparedStatement select = connection.prepareStatement(LISTED)) {
            new Parameters(connection, select).add(codes).add(router);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    listed.add(Source.ofCode(row.getInt("source")));
                }
            }
        }
        return listed;
    }

    private List<Session> live(int router, Map<Integer, Line> lines) throws SQLException {
        Map<Long, long[]> readings = readings(router);
        try (PreparedStatement select = connection.prepareStatement(LIVE)) {
            select.setInt(1, router);
            return sessions(router, select, lines, readings);
        }
    }

    private List<Session> ended(State state, Map<Integer, Line> lines) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ENDED)) {
            select.setInt(1, state.router());
            select.setInt(2, state.epoch());
            select.setLong(3, state.uptimes().polled() - HOUR_MILLIS);
            return sessions(state.router(), select, lines, Map.of());
        }
    }

    private Map<Long, long[]> readings(int router) throws SQLException {
        Map<Long, long[]> readings = new HashMap<>();
        try (PreparedStatement since = connection.prepareStatement(SINCE);
                PreparedStatement select = connection.prepareStatement(READINGS)) {
            since.setInt(1, router);
            since.setInt(2, router);
            try (ResultSet row = since.executeQuery()) {
                row.next();
                select.setLong(1, row.getLong("micros"));
                if (row.wasNull()) {
                    return readings;
                }
            }
            select.setInt(2, router);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    readings.put(
                            row.getLong("id"),
                            new long[] {row.getLong("down_total"), row.getLong("up_total")});
                }
            }
        }
        return readings;
    }

    /// Sessions of one name share its line.
    private static List<Session> sessions(
            int router,
            PreparedStatement select,
            Map<Integer, Line> lines,
            Map<Long, long[]> readings)
            throws SQLException {
        List<Session> sessions = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                int id = row.getInt("line");
                Line line = lines.get(id);
                if (line == null) {
                    Source source = Source.ofCode(row.getInt("source"));
                    line = new Line(router, source, raw(row.getBytes("raw_name")), id);
                    lines.put(id, line);
                }
                sessions.add(session(row, line, readings));
            }
        }
        return sessions;
    }

    private static Session session(ResultSet row, Line line, Map<Long, long[]> readings)
            throws SQLException {
        long id = row.getLong("id");
        long[] newest = {row.getLong("down_total"), row.getLong("up_total")};
        long[] later = readings.get(id);
        if (later != null) {
            newest[0] = greater(newest[0], later[0]);
            newest[1] = greater(newest[1], later[1]);
        }
        Session session =
                Session.remembered(
                        line,
                        new Session.Key(
                                row.getInt("epoch"),
                                Source.ofCode(row.getInt("source")),
                                row.getLong("ros_id"),
                                raw(row.getBytes("if_name"))),
                        row.getLong("micros"),
                        Reason.ofCode(row.getInt("start_reason")),
                        id,
                        newest);
        if (row.getBoolean("radius")) {
            session.shadow();
        }
        return session;
    }

    private static long greater(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }

    private static String raw(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
