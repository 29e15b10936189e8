package io.lastmile.collector.store;

import io.lastmile.collector.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The writer's own connection: opened when it is needed, thrown away when it failed. A statement,
/// a lock or an abandoned transaction never waits for ever, on either side.
final class WriterConnection implements AutoCloseable {
    private static final int LOCK_MILLIS = 10_000;
    private static final int IDLE_IN_TRANSACTION_MILLIS = 30_000;
    private static final int CONNECT_SECONDS = 10;

    private final String name;
    private final DatabaseAddress address;
    private final StoreConfig config;
    private @Nullable Connection connection;

    /// `name` is what the server's list of connections shows.
    WriterConnection(String name, DatabaseAddress address, StoreConfig config) {
        this.name = name;
        this.address = address;
        this.config = config;
    }

    /// Auto-commit is off. Use on the writer's thread only.
    Connection get() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = DriverManager.getConnection(address.url(), properties());
            connection = open;
            open.setAutoCommit(false);
        }
        return open;
    }

    private Properties properties() {
        long statementMillis = config.statementTimeout().toMillis();
        Properties properties = address.properties();
        properties.setProperty("ApplicationName", name);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Long.toString(statementMillis / 1000 + 10));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "3");
        properties.setProperty(
                "options",
                "-c statement_timeout=%d -c lock_timeout=%d -c synchronous_commit=on"
                                .formatted(statementMillis, LOCK_MILLIS)
                        + " -c idle_in_transaction_session_timeout="
                        + IDLE_IN_TRANSACTION_MILLIS);
        return properties;
    }

    /// Undoes what is open and says whether that is certain; a connection that cannot even do that
    /// is thrown away.
    boolean rollback() {
        Connection open = connection;
        if (open == null) {
            return false;
        }
        try {
            open.rollback();
            return !open.isClosed();
        } catch (SQLException e) {
            discard();
            return false;
        }
    }

    void discard() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                // It is being thrown away because it failed; there is nothing left to learn.
            }
        }
    }

    @Override
    public void close() {
        discard();
    }
}
