package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.LineName;
import io.lastmile.collector.poller.Condition;
import io.lastmile.collector.poller.ConditionChange;
import io.lastmile.collector.poller.Findings;
import io.lastmile.collector.poller.RouterHealth;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;

/// `telemetry.router_health` and `telemetry.condition`: what the poller found out about routers.
/// Each call is one transaction and may be repeated.
public final class RouterFindings implements Findings.Shelf {
    private static final int STATEMENT_SECONDS_MAX = 10;

    private static final String HEALTH =
            """
            insert into telemetry.router_health (router, state, since, checked, last_answer,
                last_error, failures, interval_ms, interval_reason, answer_ms, cpu_percent,
                clock_skew_ms, identity, version, board, sessions)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (router) do update set
                state = excluded.state,
                since = case when router_health.state = excluded.state
                    then least(router_health.since, excluded.since) else excluded.since end,
                checked = excluded.checked,
                last_answer = coalesce(excluded.last_answer, router_health.last_answer),
                last_error = excluded.last_error,
                failures = excluded.failures,
                interval_ms = excluded.interval_ms,
                interval_reason = excluded.interval_reason,
                answer_ms = excluded.answer_ms,
                cpu_percent = coalesce(excluded.cpu_percent, router_health.cpu_percent),
                clock_skew_ms = coalesce(excluded.clock_skew_ms, router_health.clock_skew_ms),
                identity = coalesce(excluded.identity, router_health.identity),
                version = coalesce(excluded.version, router_health.version),
                board = coalesce(excluded.board, router_health.board),
                sessions = excluded.sessions
            """;

    private static final String OPEN =
            """
            insert into telemetry.condition (kind, router, line, since, evidence)
            values (?, nullif(?, 0), nullif(?, 0), ?, jsonb_object(?, ?))
            on conflict (kind, coalesce(router, 0), coalesce(line, 0)) where until is null
            do update set evidence = excluded.evidence
            where condition.evidence <> excluded.evidence
            """;

    private static final String CLOSE =
            """
            update telemetry.condition set until = greatest(?, since)
            where kind = ? and coalesce(router, 0) = ? and coalesce(line, 0) = ?
              and until is null
            """;

    private static final String LINE =
            "select id from telemetry.line where router = ? and source = ? and raw_name = ?";

    /// Conditions of lines live as long as the run that found them; the next finds them again.
    private static final String END_OF_LINES =
            """
            update telemetry.condition set until = greatest(now(), since)
            where line is not null and until is null
            """;

    private static final String FORGET_HEALTH =
            """
            delete from telemetry.router_health where router <> all (?)
            """;

    private static final String FORGET_CONDITIONS =
            """
            update telemetry.condition set until = greatest(now(), since)
            where router is not null and router <> all (?) and until is null
            """;

    private final DataSource source;
    private boolean begun;

    public RouterFindings(DataSource source) {
        this.source = source;
    }

    @Override
    public synchronized List<ConditionChange> write(Findings findings) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            if (!begun) {
                endOfLines(connection);
            }
            health(connection, findings.health());
            List<ConditionChange> undone = changes(connection, findings.changes());
            if (findings.routers().isPresent()) {
                forget(connection, findings.routers().get());
            }
            connection.commit();
            begun = true;
            return undone;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "sqlstate %s: %s".formatted(e.getSQLState(), e.getMessage()), e);
        }
    }

    private static void health(Connection connection, List<RouterHealth> all) throws SQLException {
        try (PreparedStatement insert = prepared(connection, HEALTH)) {
            for (RouterHealth health : all) {
                bind(insert, health);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, RouterHealth health) throws SQLException {
        insert.setInt(1, health.router());
        insert.setString(2, health.state().state().text());
        insert.setObject(3, time(health.state().sinceMicros()));
        insert.setObject(4, time(health.state().checkedMicros()));
        insert.setObject(
                5,
                health.lastAnswerMicros().isPresent()
                        ? time(health.lastAnswerMicros().getAsLong())
                        : null,
                Types.TIMESTAMP_WITH_TIMEZONE);
        text(insert, 6, health.lastError());
        insert.setInt(7, health.failures());
        insert.setInt(8, clamped(health.pace().intervalMillis()));
        insert.setString(9, health.pace().reason().text());
        insert.setInt(10, clamped(health.pace().answerMillis()));
        insert.setObject(
                11,
                health.cpuPercent().isPresent() ? health.cpuPercent().getAsInt() : null,
                Types.SMALLINT);
        insert.setObject(
                12,
                health.clockSkewMillis().isPresent() ? health.clockSkewMillis().getAsLong() : null,
                Types.BIGINT);
        text(insert, 13, health.facts().identity());
        text(insert, 14, health.facts().version());
        text(insert, 15, health.facts().board());
        insert.setInt(16, health.sessions());
    }

    private static int clamped(long millis) {
        return Math.clamp(millis, 0, Integer.MAX_VALUE);
    }

    private static void text(PreparedStatement insert, int index, Optional<String> value)
            throws SQLException {
        insert.setObject(index, value.orElse(null), Types.VARCHAR);
    }

    private static void endOfLines(Connection connection) throws SQLException {
        try (PreparedStatement end = prepared(connection, END_OF_LINES)) {
            end.executeUpdate();
        }
    }

    /// One by one: an end and the beginning after it must stay in their order. The beginnings that
    /// could not be written because the database does not know the line.
    private static List<ConditionChange> changes(
            Connection connection, List<ConditionChange> changes) throws SQLException {
        List<ConditionChange> undone = new ArrayList<>();
        try (PreparedStatement open = prepared(connection, OPEN);
                PreparedStatement close = prepared(connection, CLOSE);
                PreparedStatement lines = prepared(connection, LINE)) {
            for (ConditionChange change : changes) {
                OptionalInt line = line(lines, change.condition());
                if (line.isPresent() && change.open()) {
                    open(open, change, line.getAsInt());
                } else if (line.isPresent()) {
                    close(close, change, line.getAsInt());
                } else if (change.open()) {
                    undone.add(change);
                } else {
                    undone.removeIf(began -> began.condition().equals(change.condition()));
                }
            }
        }
        return undone;
    }

    /// 0 for what is about no line, nothing for a line that is not known.
    private static OptionalInt line(PreparedStatement lines, Condition condition)
            throws SQLException {
        if (condition.line().isEmpty()) {
            return OptionalInt.of(0);
        }
        LineName name = condition.line().get();
        lines.setInt(1, condition.router());
        lines.setShort(2, name.source().code());
        lines.setBytes(3, name.rawName().getBytes(StandardCharsets.ISO_8859_1));
        try (ResultSet row = lines.executeQuery()) {
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        }
    }

    private static void open(PreparedStatement open, ConditionChange change, int line)
            throws SQLException {
        List<Map.Entry<String, String>> evidence = List.copyOf(change.evidence().entrySet());
        Connection connection = open.getConnection();
        open.setString(1, change.condition().kind().text());
        open.setInt(2, change.condition().router());
        open.setInt(3, line);
        open.setObject(4, time(change.timeMicros()));
        open.setArray(
                5,
                connection.createArrayOf(
                        "text", evidence.stream().map(Map.Entry::getKey).toArray()));
        open.setArray(
                6,
                connection.createArrayOf(
                        "text", evidence.stream().map(Map.Entry::getValue).toArray()));
        open.executeUpdate();
    }

    private static void close(PreparedStatement close, ConditionChange change, int line)
            throws SQLException {
        close.setObject(1, time(change.timeMicros()));
        close.setString(2, change.condition().kind().text());
        close.setInt(3, change.condition().router());
        close.setInt(4, line);
        close.executeUpdate();
    }

    private static void forget(Connection connection, Set<Integer> routers) throws SQLException {
        Object[] polled = routers.toArray();
        try (PreparedStatement health = prepared(connection, FORGET_HEALTH);
                PreparedStatement conditions = prepared(connection, FORGET_CONDITIONS)) {
            health.setArray(1, connection.createArrayOf("int4", polled));
            health.executeUpdate();
            conditions.setArray(1, connection.createArrayOf("int4", polled));
            conditions.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(STATEMENT_SECONDS_MAX);
        return statement;
    }

    private static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
