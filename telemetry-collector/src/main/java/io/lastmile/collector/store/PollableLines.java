package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.LineRates;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.routeros.DisplayText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// What each line was sold (`core.pollable_line`) and what a line of a router can move at the most
/// where that is unknown: the limits of plausibility. Answers from memory.
public final class PollableLines implements LineRates, AutoCloseable {
    private static final String LINES =
            "select coalesce(router, 0) as router, source, name, rate_bps from core.pollable_line"
                    + " where rate_bps is not null";

    private static final String ROUTERS = "select id, line_rate_bps from core.pollable_router";

    /// No access port of an ISP's customer is faster today.
    private static final long UNKNOWN_BPS = 10_000_000_000L;

    /// Frames cost more than their payload, shapers let bursts through: only what is far beyond the
    /// sold rate is implausible.
    private static final long BURST = 2;

    private record Name(int router, int source, String name) {}

    private record Known(Map<Name, Long> lines, Map<Integer, Long> routers) {}

    private final ChangeWatch watch;
    private volatile Known known = new Known(Map.of(), Map.of());

    public PollableLines(DatabaseAddress address) {
        this.watch = new ChangeWatch(address, "pollable_line", this::read);
    }

    @Override
    public long bitsPerSecondMax(Line line) {
        Known now = known;
        String name = DisplayText.ofRaw(line.rawName(), StandardCharsets.ISO_8859_1);
        int source = line.source().code();
        Long sold = now.lines().get(new Name(line.router(), source, name));
        if (sold == null) {
            sold = now.lines().get(new Name(0, source, name));
        }
        return sold != null ? BURST * sold : now.routers().getOrDefault(line.router(), UNKNOWN_BPS);
    }

    private void read(Connection connection) throws SQLException {
        Map<Name, Long> lines = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LINES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Name name =
                        new Name(row.getInt("router"), row.getInt("source"), row.getString("name"));
                lines.put(name, row.getLong("rate_bps"));
            }
        }
        Map<Integer, Long> routers = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(ROUTERS);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                routers.put(row.getInt("id"), row.getLong("line_rate_bps"));
            }
        }
        known = new Known(Map.copyOf(lines), Map.copyOf(routers));
    }

    @Override
    public void close() {
        watch.close();
    }
}
