package io.lastmile.collector.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// Sets a statement's parameters in order, arrays of primitives included (the driver sends those in
/// binary).
final class Parameters {
    private final PGConnection connection;
    private final PreparedStatement statement;
    private int next = 1;

    Parameters(Connection connection, PreparedStatement statement) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class);
        this.statement = statement;
    }

    Parameters add(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    Parameters add(long[] values) throws SQLException {
        return array("int8", values);
    }

    Parameters add(int[] values) throws SQLException {
        return array("int4", values);
    }

    Parameters add(short[] values) throws SQLException {
        return array("int2", values);
    }

    Parameters add(byte[][] values) throws SQLException {
        return array("bytea", values);
    }

    Parameters add(String[] values) throws SQLException {
        return array("text", values);
    }

    private Parameters array(String type, Object values) throws SQLException {
        Array array = connection.createArrayOf(type, values);
        statement.setArray(next++, array);
        return this;
    }
}
