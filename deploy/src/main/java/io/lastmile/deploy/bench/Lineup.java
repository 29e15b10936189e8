package io.lastmile.deploy.bench;

import io.lastmile.deploy.bench.Effort.Entrant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Contenders side by side, each with a server of its own that sends the same kind of rows.
final class Lineup implements AutoCloseable {
    interface Connect {
        Contender to(int port) throws Exception;
    }

    private final PrintedRows.Shape shape;
    private final List<RowServer> servers = new ArrayList<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Entrant> entrants = new ArrayList<>();

    Lineup(PrintedRows.Shape shape) {
        this.shape = shape;
    }

    /// Slow ones get fewer rows.
    Lineup with(int rows, Connect connect) throws Exception {
        RowServer server = new RowServer(new PrintedRows(shape, rows));
        servers.add(server);
        Contender contender = connect.to(server.port());
        contenders.add(contender);
        long expected = server.printed().sum();
        entrants.add(new Entrant(() -> check(contender.sum(), expected), rows, server.threadId()));
        return this;
    }

    /// In the order in which they came.
    List<Effort> run() throws Exception {
        return Effort.perRow(entrants);
    }

    static void check(long sum, long expected) {
        if (sum != expected) {
            throw new IllegalStateException("sum: " + sum + " (expected: " + expected + ")");
        }
    }

    /// Contenders first: one of them spins where its router hangs up before it.
    @Override
    public void close() throws IOException {
        for (Contender contender : contenders) {
            contender.close();
        }
        for (RowServer server : servers) {
            server.close();
        }
    }
}
