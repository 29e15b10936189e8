package io.lastmile.collector.store;

import io.lastmile.collector.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/// Reads something at the start, after each notification on a channel and, should one be missed,
/// every half minute; on a thread and a connection of its own. While the database is away what was
/// read last stays true.
final class ChangeWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ChangeWatch.class.getName());
    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(2);

    /// A close is noticed within this time.
    private static final int WAIT_MILLIS = 500;

    interface Reading {
        void read(Connection connection) throws SQLException;
    }

    private final DatabaseAddress address;
    private final String channel;
    private final Reading reading;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /// `channel` is one of our own names, never somebody's input.
    ChangeWatch(DatabaseAddress address, String channel, Reading reading) {
        this.address = address;
        this.channel = channel;
        this.reading = reading;
        this.thread = Thread.ofPlatform().name("watch-" + channel).daemon().start(this::run);
    }

    private void run() {
        boolean toldOfTrouble = false;
        while (isOpen()) {
            try (Connection connection = connect()) {
                toldOfTrouble = false;
                follow(connection);
            } catch (SQLException e) {
                if (!toldOfTrouble) {
                    toldOfTrouble = true;
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0} cannot be read, going on with what is known: {1}",
                            channel,
                            e.getMessage());
                }
                pause();
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = address.properties();
        properties.setProperty("ApplicationName", "lastmile-" + channel.replace('_', '-'));
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(address.url(), properties);
    }

    private void follow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (isOpen()) {
            reading.read(connection);
            long deadline = System.nanoTime() + REFRESH.toNanos();
            boolean isChanged = false;
            while (isOpen() && !isChanged && System.nanoTime() - deadline < 0) {
                isChanged = notified.getNotifications(WAIT_MILLIS).length > 0;
            }
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
