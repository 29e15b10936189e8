package io.lastmile.core.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;

/// Does some work after each notification on a channel and, should one be missed, every second, on
/// a thread and a connection of its own. Work that fails is logged and comes again.
public final class Wake implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Wake.class.getName());
    private static final int WAIT_MILLIS = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration END_MAX = Duration.ofSeconds(5);

    private final Database database;
    private final String channel;
    private final Runnable work;
    private final Closing closing = new Closing();
    private final Thread thread;

    /// `channel` is one of our own names, never somebody's input.
    public Wake(Database database, String channel, Runnable work) {
        this.database = database;
        this.channel = channel;
        this.work = work;
        this.thread = Thread.ofPlatform().name("wake-" + channel).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (closing.isOpen()) {
            try (Connection connection = database.connection()) {
                follow(connection);
            } catch (SQLException | DatabaseUnavailable e) {
                LOG.log(System.Logger.Level.DEBUG, channel + " cannot be heard", e);
                closing.pause(RETRY);
            }
        }
    }

    private void follow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (closing.isOpen()) {
            try {
                work.run();
            } catch (DatabaseUnavailable e) {
                throw e;
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "work after " + channel + " failed", e);
                closing.pause(RETRY);
            }
            notified.getNotifications(WAIT_MILLIS);
        }
    }

    @Override
    public void close() {
        closing.close();
        try {
            if (thread.isAlive()) {
                thread.join(END_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
