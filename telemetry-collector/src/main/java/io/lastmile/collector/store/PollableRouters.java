package io.lastmile.collector.store;

import io.lastmile.collector.poller.PollableRouter;
import io.lastmile.collector.postgres.DatabaseAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The routers that core-api wants polled (`core.pollable_router`), told whole at the start and
/// after each change.
public final class PollableRouters implements AutoCloseable {
    private static final String SELECT =
            """
            select id, version, name, host, port, tls, fingerprint, username, secret, legacy_login,
                   charset, interval_seconds, poll_ppp, poll_queues
            from core.pollable_router
            order by id
            """;

    private final Consumer<List<PollableRouter>> listener;
    private final Map<Integer, Charset> charsets = new ConcurrentHashMap<>();
    private final ChangeWatch watch;

    /// Calls `listener` on a thread of its own.
    public PollableRouters(DatabaseAddress address, Consumer<List<PollableRouter>> listener) {
        this.listener = listener;
        this.watch = new ChangeWatch(address, "pollable_router", this::read);
    }

    /// The code page of a router's names that are not UTF-8; Latin-1 where none can be had.
    public Charset charsetOf(int router) {
        return charsets.getOrDefault(router, StandardCharsets.ISO_8859_1);
    }

    private void read(Connection connection) throws SQLException {
        List<PollableRouter> routers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                routers.add(router(row));
            }
        }
        for (PollableRouter router : routers) {
            charsets.put(router.id(), charset(router.task().charset()));
        }
        listener.accept(List.copyOf(routers));
    }

    private static PollableRouter router(ResultSet row) throws SQLException {
        int seconds = row.getInt("interval_seconds");
        Optional<Integer> interval = row.wasNull() ? Optional.empty() : Optional.of(seconds);
        return new PollableRouter(
                row.getInt("id"),
                row.getLong("version"),
                row.getString("name"),
                new PollableRouter.Access(
                        row.getString("host"),
                        row.getInt("port"),
                        row.getBoolean("tls"),
                        Optional.ofNullable(row.getString("fingerprint")),
                        row.getString("username"),
                        row.getBytes("secret"),
                        row.getBoolean("legacy_login")),
                new PollableRouter.Task(
                        row.getString("charset"),
                        interval,
                        row.getBoolean("poll_ppp"),
                        row.getBoolean("poll_queues")));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
