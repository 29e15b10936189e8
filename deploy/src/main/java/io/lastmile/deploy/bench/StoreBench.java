package io.lastmile.deploy.bench;

import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.deploy.bench.BenchRow.Pair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/// Socket bytes to committed rows, beside a raw binary COPY of the very same rows into a hypertable
/// with the same indexes, one transaction per poll, fsync on; and beside single inserts. The three
/// take turns. Smaller on request: `-Dlastmile.bench.store.sessions=2000`.
final class StoreBench implements Bench {
    private static final int SESSIONS = Integer.getInteger("lastmile.bench.store.sessions", 10_000);
    private static final int POLLS = 20;
    private static final int ROUNDS = 3;
    private static final double GOAL = 0.7;
    private static final String COLUMNS =
            "time, session, batch, down_total, up_total, down, up, line, span_ms, source, reason,"
                    + " marks";

    private static final String PEER =
            """
            create schema peer;
            create table peer.sample (like telemetry.sample);
            select create_hypertable('peer.sample', by_range('time', interval '2 hours'),
                                     create_default_indexes => false);
            create index sample_line on peer.sample (line, time);
            create index sample_batch on peer.sample using brin (batch)
                with (pages_per_range = 32, autosummarize = on)
            """;

    private static final String TIMES =
            """
            select telemetry.micros(time) from telemetry.poll
            order by time desc
            limit ?
            """;

    private static final String COPY_OUT =
            "copy (select %s from telemetry.sample where time = telemetry.at(%d)) to stdout"
                    + " (format binary)";

    private static final String COPY_IN = "copy peer.sample (%s) from stdin (format binary)";

    private static final String INSERT =
            "insert into peer.sample (%s)"
                    + " values (telemetry.at(?), ?, 1, ?, 5, 5, 5, ?, 1, 1, 1, 0)";

    @Override
    public String part() {
        return "store";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        PrintedRows printed = new PrintedRows(PrintedRows.Shape.COMPACT, SESSIONS);
        try (TestDatabase database = TestDatabase.startDurableMigrated();
                RowServer server = new RowServer(printed);
                PolledRows polled = new PolledRows(server);
                CommittedRows ours = new CommittedRows(database.address(), polled);
                Connection peer = database.source().getConnection()) {
            execute(peer, PEER);
            return measure(ours, peer);
        }
    }

    private static List<BenchRow> measure(CommittedRows ours, Connection peer)
            throws SQLException, IOException {
        List<Double> committed = new ArrayList<>();
        List<Double> copied = new ArrayList<>();
        List<Double> inserted = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            ours.poll(POLLS);
            committed.add(perSecond(start, (long) POLLS * SESSIONS));
            List<byte[]> same = rowsOfLastPolls(peer);
            start = System.nanoTime();
            copied.add(copy(peer, same) / ((System.nanoTime() - start) / 1e9));
            start = System.nanoTime();
            insert(peer, i);
            inserted.add(perSecond(start, SESSIONS));
        }
        String of = "%,d-row polls, socket to commit, against ".formatted(SESSIONS);
        return List.of(
                BenchRow.rate(
                        of + "raw binary COPY",
                        "rows/s",
                        new Pair(median(committed), median(copied)),
                        GOAL),
                BenchRow.rate(
                        of + "single INSERT",
                        "rows/s",
                        new Pair(median(committed), median(inserted)),
                        0));
    }

    private static double perSecond(long startNanos, long rows) {
        return rows / ((System.nanoTime() - startNanos) / 1e9);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /// What ours has just written, one complete COPY stream per poll.
    private static List<byte[]> rowsOfLastPolls(Connection connection)
            throws SQLException, IOException {
        List<byte[]> polls = new ArrayList<>();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (PreparedStatement times = connection.prepareStatement(TIMES)) {
            times.setInt(1, POLLS);
            try (ResultSet row = times.executeQuery()) {
                while (row.next()) {
                    ByteArrayOutputStream rows = new ByteArrayOutputStream();
                    copy.copyOut(COPY_OUT.formatted(COLUMNS, row.getLong(1)), rows);
                    polls.add(rows.toByteArray());
                }
            }
        }
        return polls;
    }

    private static long copy(Connection connection, List<byte[]> polls) throws SQLException {
        CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
        long rows = 0;
        for (byte[] poll : polls) {
            CopyIn copy = manager.copyIn(COPY_IN.formatted(COLUMNS));
            copy.writeToCopy(poll, 0, poll.length);
            rows += copy.endCopy();
        }
        if (rows != (long) POLLS * SESSIONS) {
            throw new IllegalStateException(
                    "rows: %d (expected: %d)".formatted(rows, (long) POLLS * SESSIONS));
        }
        return rows;
    }

    private static void insert(Connection connection, int round) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted(COLUMNS))) {
            for (int i = 0; i < SESSIONS; i++) {
                insert.setLong(1, 1_795_000_000_000_000L + round);
                insert.setLong(2, i);
                insert.setLong(3, i);
                insert.setInt(4, i);
                insert.executeUpdate();
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
