package io.lastmile.deploy.bench;

import io.lastmile.deploy.bench.BenchRow.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;

/// RouterOS rows to typed counters over loopback, ours against three peers (routeros.md 6, G1 to
/// G4). Every contender reads the same bytes from the same server and must arrive at their sum.
final class DecodeBench implements Bench {
    /// So many that a round takes about a tenth of a second, or a third for the slow ones.
    private static final int FAST_ROWS = 200_000;

    private static final int BUFFERED_ROWS = 30_000;
    private static final int SHIPPED_ROWS = 2_000;
    private static final int MEMORY_ROWS = 200_000;
    private static final String TAG = ".tag=1";

    private static final double ONE_OBJECT_BYTES = 16;

    @Override
    public String part() {
        return "decode";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        List<BenchRow> rows = new ArrayList<>();
        rows.addAll(run(PrintedRows.Shape.COMPACT, 100));
        rows.addAll(run(PrintedRows.Shape.FULL, 150));
        return rows;
    }

    private static List<BenchRow> run(PrintedRows.Shape shape, double shippedGoal)
            throws Exception {
        Effort ours = measure(shape, FAST_ROWS, OurClient::new);
        Effort bare = measure(shape, FAST_ROWS, BareLoop::new);
        Effort buffered =
                measure(
                        shape,
                        BUFFERED_ROWS,
                        port -> new MikrotikJava(new BufferedSockets(), port));
        Effort shipped =
                measure(
                        shape,
                        SHIPPED_ROWS,
                        port -> new MikrotikJava(SocketFactory.getDefault(), port));
        Effort decoder = decoder(shape);
        Effort scan = scan(shape);
        String rows = shape.name().toLowerCase(Locale.ROOT) + " rows";
        return List.of(
                rate(rows + ", mikrotik-java as shipped", ours, shipped, shippedGoal),
                rate(rows + ", mikrotik-java with a buffered socket", ours, buffered, 10),
                rate(rows + ", bare byte loop", ours, bare, 0.35),
                rate(rows + ", in memory, bare byte loop", decoder, scan, 0.35),
                cpu(rows + ", mikrotik-java as shipped", ours, shipped),
                cpu(rows + ", mikrotik-java with a buffered socket", ours, buffered),
                cpu(rows + ", bare byte loop", ours, bare),
                BenchRow.limit(
                        "allocation, " + rows + ", mikrotik-java",
                        "bytes/row",
                        new Pair(ours.allocatedBytes(), buffered.allocatedBytes()),
                        ONE_OBJECT_BYTES));
    }

    private interface Connect {
        Contender to(int port) throws Exception;
    }

    private static Effort measure(PrintedRows.Shape shape, int rows, Connect connect)
            throws Exception {
        try (RowServer server = new RowServer(new PrintedRows(shape, rows));
                Contender contender = connect.to(server.port())) {
            long expected = server.printed().sum();
            return Effort.perRow(() -> check(contender.sum(), expected), rows, server.threadId());
        }
    }

    private static Effort decoder(PrintedRows.Shape shape) throws Exception {
        PrintedRows printed = new PrintedRows(shape, MEMORY_ROWS);
        long expected = printed.sum();
        try (OurDecoder decoder = new OurDecoder(printed.bytes(TAG))) {
            return Effort.perRow(() -> check(decoder.sum(), expected), MEMORY_ROWS, Effort.NOBODY);
        }
    }

    private static Effort scan(PrintedRows.Shape shape) throws Exception {
        PrintedRows printed = new PrintedRows(shape, MEMORY_ROWS);
        long expected = printed.sum();
        byte[] bytes = printed.bytes(TAG);
        BareScan scan = new BareScan();
        return Effort.perRow(
                () -> {
                    scan.start();
                    scan.scan(bytes, bytes.length);
                    check(scan.sum(), expected);
                },
                MEMORY_ROWS,
                Effort.NOBODY);
    }

    private static void check(long sum, long expected) {
        if (sum != expected) {
            throw new IllegalStateException("sum: " + sum + " (expected: " + expected + ")");
        }
    }

    private static BenchRow rate(String row, Effort ours, Effort peer, double goal) {
        return BenchRow.rate(
                "decode " + row, "rows/s", new Pair(ours.perSecond(), peer.perSecond()), goal);
    }

    private static BenchRow cpu(String row, Effort ours, Effort peer) {
        return BenchRow.cost(
                "decode " + row,
                "CPU s/M rows",
                new Pair(ours.cpuSecondsPerMillion(), peer.cpuSecondsPerMillion()),
                0);
    }
}
