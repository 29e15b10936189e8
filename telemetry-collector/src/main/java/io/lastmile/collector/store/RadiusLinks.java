package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Reason;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The sessions of the API that are the same as one of RADIUS (telemetry.md, "Sources never add
/// up"). From the link on they count no more: the caller holds the router's state, so no poll of it
/// is committed meanwhile, and moves it on, so that what waits is worked out anew.
final class RadiusLinks {
    /// By the id that both show, since the life began as far as `/ppp/active`'s uptime tells: a
    /// counter that vanished and came back has a row of its own that begins then. Ids are given out
    /// again after a reboot, so up to the next life of the id.
    private static final String BY_ID =
            """
            select s.id from telemetry.session as s
            where s.router = ? and s.source = 1 and s.acct_session_id is not null
              and telemetry.acct_key(s.acct_session_id) = ?
              and s.started >= telemetry.at(?) - interval '10 minutes'
              and s.started < telemetry.at(?) - interval '10 minutes'
            order by s.id
            """;

    /// The user's only one that lives, if it shows no id.
    private static final String BY_USER =
            """
            select s.id, s.acct_session_id is null as nameless
            from telemetry.session as s join telemetry.line on line.id = s.line
            where s.router = ? and s.source = 1 and s.ended is null and line.raw_name = ?
            """;

    /// The greatest reading that is committed, unsigned; the sign bit is flipped to compare.
    private static final String TAKE =
            """
            update telemetry.session as s set radius = true
            from (select o.id, o.start_reason,
                         greatest(o.down_total # (-9223372036854775807 - 1),
                                  (select max(p.down_total # (-9223372036854775807 - 1))
                                   from telemetry.sample as p
                                   where p.line = o.line and p.session = o.id
                                     and p.batch - o.checkpoint_batch > 0))
                             # (-9223372036854775807 - 1) as down,
                         greatest(o.up_total # (-9223372036854775807 - 1),
                                  (select max(p.up_total # (-9223372036854775807 - 1))
                                   from telemetry.sample as p
                                   where p.line = o.line and p.session = o.id
                                     and p.batch - o.checkpoint_batch > 0))
                             # (-9223372036854775807 - 1) as up
                  from telemetry.session as o where o.id = any (?::bigint[])) as last
            where s.id = last.id
            returning s.id, last.start_reason, last.down, last.up
            """;

    private record Part(long id, Reason reason, long down, long up) {}

    private final Connection connection;

    RadiusLinks(Connection connection) {
        this.connection = connection;
    }

    /// Takes over what the API had counted of a new life, after which the id's next one began then;
    /// false if it has no such session.
    boolean take(RadiusLife life, long nextMillis) throws SQLException {
        long[] ids = ids(life, nextMillis);
        if (ids.length == 0) {
            return false;
        }
        List<Part> parts = new ArrayList<>();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            new Parameters(connection, take).add(ids);
            try (ResultSet row = take.executeQuery()) {
                while (row.next()) {
                    parts.add(
                            new Part(
                                    row.getLong("id"),
                                    Reason.ofCode(row.getInt("start_reason")),
                                    row.getLong("down"),
                                    row.getLong("up")));
                }
            }
        }
        parts.sort((one, other) -> Long.compare(one.id(), other.id()));
        counted(life, parts);
        return true;
    }

    /// A counter that was reset within the session began again at 0: what it had before is added.
    private static void counted(RadiusLife life, List<Part> parts) {
        long down = 0;
        long up = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean isReset =
                    i + 1 < parts.size() && parts.get(i + 1).reason() == Reason.COUNTER_RESET;
            if (isReset || i + 1 == parts.size()) {
                down += parts.get(i).down();
                up += parts.get(i).up();
            }
        }
        life.apiSession = parts.getLast().id();
        life.begins(down, up);
    }

    private long[] ids(RadiusLife life, long nextMillis) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(BY_ID)) {
            select.setInt(1, life.router);
            select.setString(2, life.key);
            select.setLong(3, life.startedMillis * 1000);
            select.setLong(4, nextMillis * 1000);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
        }
        return found.isEmpty()
                ? onlyOfUser(life)
                : found.stream().mapToLong(Long::longValue).toArray();
    }

    private long[] onlyOfUser(RadiusLife life) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BY_USER)) {
            select.setInt(1, life.router);
            select.setBytes(2, life.line.rawName().getBytes(StandardCharsets.ISO_8859_1));
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    long[] only = {row.getLong("id")};
                    return row.getBoolean("nameless") && !row.next() ? only : new long[0];
                }
                return new long[0];
            }
        }
    }
}
