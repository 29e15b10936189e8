package io.lastmile.deploy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Many units of work, each with its own actor and its own time, that are committed together or not
/// at all: they all get the same connection, and what they say about its transaction is not passed
/// on. For one thread.
final class OneTransaction implements AutoCloseable {
    private static final Set<String> OURS =
            Set.of("close", "commit", "setAutoCommit", "setReadOnly");

    private final DataSource source;
    private final Connection connection;
    private final Connection lent;
    private boolean broken;

    private OneTransaction(DataSource source, Connection connection) {
        this.source = source;
        this.connection = connection;
        this.lent = proxy(Connection.class, this::onConnection);
    }

    static OneTransaction of(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
            return new OneTransaction(source, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private interface Call {
        @Nullable Object of(Method method, Object @Nullable [] words)
                throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        OneTransaction.class.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, words) -> {
                            try {
                                return call.of(method, words);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        }));
    }

    /// Gives out the one connection.
    DataSource source() {
        return proxy(
                DataSource.class,
                (method, words) ->
                        method.getName().equals("getConnection")
                                ? lent
                                : method.invoke(source, words));
    }

    private @Nullable Object onConnection(Method method, Object @Nullable [] words)
            throws ReflectiveOperationException {
        if (method.getName().equals("rollback") && words == null) {
            broken = true;
            return null;
        }
        return OURS.contains(method.getName()) ? null : method.invoke(connection, words);
    }

    /// Refuses if one of the units was rolled back: half of them is none of them.
    void commit() throws SQLException {
        if (broken) {
            throw new IllegalStateException("a unit of work was rolled back (expected: none)");
        }
        connection.commit();
    }

    /// What was not committed is gone.
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
