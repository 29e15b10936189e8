package io.lastmile.collector.rollup;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/// Adds committed batches to the rollups, slice by slice, each slice in one transaction that also
/// moves the watermark: whatever is at or below it is in every level exactly once, whatever is
/// above it is read from the samples. Two instances do each other no harm.
public final class Rollup {
    /// Batch numbers that are looked at for one slice.
    private static final long WINDOW = 2_000;

    private final DataSource source;
    private final RollupConfig config;

    private record Slice(long after, long upto, OffsetDateTime since, OffsetDateTime until) {}

    /// Throws `ZoneFixed` if days were already cut in another zone.
    public Rollup(DataSource source, RollupConfig config) throws SQLException {
        this.source = source;
        this.config = config;
        fixZone();
    }

    /// Brings every level up to what is committed now; returns the number of slices.
    public int catchUp() throws SQLException {
        long settled = settled();
        int slices = 0;
        while (addSlice(settled)) {
            slices++;
        }
        return slices;
    }

    private long settled() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(RollupSql.SETTLED);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /// False when there is nothing left, or another instance is at work.
    private boolean addSlice(long settled) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean added = addSlice(connection, settled);
                connection.commit();
                return added;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private boolean addSlice(Connection connection, long settled) throws SQLException {
        OptionalLong claimed = claim(connection);
        if (claimed.isEmpty() || claimed.getAsLong() >= settled) {
            return false;
        }
        Optional<Slice> slice = slice(connection, claimed.getAsLong(), settled);
        if (slice.isEmpty()) {
            move(connection, settled);
            return false;
        }
        addToNetwork(connection, add(connection, RollupSql.LINES, slice.get()));
        addToNetwork(connection, add(connection, RollupSql.COVERAGE, slice.get()));
        move(connection, slice.get().upto());
        return true;
    }

    private static OptionalLong claim(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RollupSql.CLAIM);
                ResultSet row = select.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong("batch")) : OptionalLong.empty();
        }
    }

    private Optional<Slice> slice(Connection connection, long after, long settled)
            throws SQLException {
        long first;
        try (PreparedStatement next = connection.prepareStatement(RollupSql.NEXT)) {
            next.setLong(1, after);
            next.setLong(2, settled);
            try (ResultSet row = next.executeQuery()) {
                row.next();
                first = row.getLong(1);
                if (row.wasNull()) {
                    return Optional.empty();
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement(RollupSql.SLICE)) {
            select.setLong(1, first);
            select.setLong(2, first + WINDOW);
            select.setLong(3, settled);
            select.setLong(4, config.partsMax());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.of(
                        new Slice(
                                after,
                                row.getLong("upto"),
                                row.getObject("since", OffsetDateTime.class),
                                row.getObject("until", OffsetDateTime.class)));
            }
        }
    }

    /// Returns the 5-minute buckets that got something.
    private static Array add(Connection connection, String sql, Slice slice) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, slice.after());
            insert.setLong(2, slice.upto());
            insert.setObject(3, slice.since());
            insert.setObject(4, slice.until());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getArray(1);
            }
        }
    }

    private static void addToNetwork(Connection connection, Array buckets) throws SQLException {
        try (PreparedStatement roll = connection.prepareStatement(RollupSql.NETWORK)) {
            roll.setArray(1, buckets);
            roll.execute();
        }
    }

    private static void move(Connection connection, long batch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(RollupSql.MOVE)) {
            update.setLong(1, batch);
            update.executeUpdate();
        }
    }

    private void fixZone() throws SQLException {
        String wanted = config.zone().getId();
        try (Connection connection = source.getConnection()) {
            try (PreparedStatement update = connection.prepareStatement(RollupSql.SET_ZONE)) {
                update.setString(1, wanted);
                update.setString(2, wanted);
                update.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(RollupSql.ZONE);
                    ResultSet row = select.executeQuery()) {
                row.next();
                if (!row.getString(1).equals(wanted)) {
                    throw new ZoneFixed(row.getString(1), wanted);
                }
            }
        }
    }

    /// Days that are already cut cannot be cut again in another zone.
    public static final class ZoneFixed extends RuntimeException {
        ZoneFixed(String found, String wanted) {
            super(
                    "this data's days are cut in %s (expected: %s): set the zone back or start anew"
                            .formatted(found, wanted));
        }
    }
}
