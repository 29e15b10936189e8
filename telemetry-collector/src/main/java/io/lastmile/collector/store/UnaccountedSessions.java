package io.lastmile.collector.store;

import io.lastmile.collector.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Counts per router the live sessions that no line claims: somebody is connected whom nobody
/// entered, or entered under another name. Looks every half minute and after each edit of a line.
public final class UnaccountedSessions implements AutoCloseable {
    private static final String COUNT =
            """
            select session.router, count(*)
            from telemetry.session
            join telemetry.line on line.id = session.line
            where session.ended is null
              and not exists (
                  select 1 from core.pollable_line as claim
                  where claim.source = line.source and claim.name = line.name
                    and (claim.router is null or claim.router = line.router))
            group by session.router
            """;

    private final Consumer<Map<Integer, Integer>> listener;
    private final ChangeWatch watch;

    /// Tells `listener` the number of each router that has any, on a thread of its own.
    public UnaccountedSessions(DatabaseAddress address, Consumer<Map<Integer, Integer>> listener) {
        this.listener = listener;
        this.watch = new ChangeWatch(address, "pollable_line", this::read);
    }

    private void read(Connection connection) throws SQLException {
        Map<Integer, Integer> counts = new HashMap<>();
        try (PreparedStatement count = connection.prepareStatement(COUNT);
                ResultSet row = count.executeQuery()) {
            while (row.next()) {
                counts.put(row.getInt(1), row.getInt(2));
            }
        }
        listener.accept(Map.copyOf(counts));
    }

    @Override
    public void close() {
        watch.close();
    }
}
