package io.lastmile.deploy.bench;

import io.lastmile.deploy.bench.BenchRow.Pair;
import io.lastmile.deploy.bench.Effort.Entrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.net.SocketFactory;

/// RouterOS rows to typed counters, ours against its peers (routeros.md 6, G1 to G4): over
/// loopback, every contender with the same bytes from the same server, and in memory. All must
/// arrive at the rows' sum.
final class DecodeBench implements Bench {
    /// So many that a round takes about a tenth of a second, or a third for the slow ones.
    private static final int FAST_ROWS = 200_000;

    private static final int BUFFERED_ROWS = 30_000;
    private static final int SHIPPED_ROWS = 2_000;

    /// 2 or 8 MB, read ten times: as warm as what a socket has just delivered.
    private static final int MEMORY_ROWS = 20_000;

    private static final int MEMORY_PASSES = 10;
    private static final String TAG = ".tag=1";

    /// No object of the JVM is smaller.
    private static final double ONE_OBJECT_BYTES = 16;

    @Override
    public String part() {
        return "decode";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        List<BenchRow> rows = new ArrayList<>();
        rows.addAll(overLoopback(PrintedRows.Shape.COMPACT, 100));
        rows.add(inMemory(PrintedRows.Shape.COMPACT));
        rows.addAll(overLoopback(PrintedRows.Shape.FULL, 150));
        rows.add(inMemory(PrintedRows.Shape.FULL));
        return rows;
    }

    private static List<BenchRow> overLoopback(PrintedRows.Shape shape, double shippedGoal)
            throws Exception {
        try (Lineup lineup = new Lineup(shape)) {
            List<Effort> efforts =
                    lineup.with(FAST_ROWS, OurClient::new)
                            .with(FAST_ROWS, BareLoop::new)
                            .with(BUFFERED_ROWS, DecodeBench::buffered)
                            .with(SHIPPED_ROWS, DecodeBench::shipped)
                            .run();
            Versus versus = new Versus(words(shape), efforts.getFirst());
            Effort bare = efforts.get(1);
            Effort buffered = efforts.get(2);
            Effort shipped = efforts.get(3);
            return List.of(
                    versus.rate("mikrotik-java as shipped", shipped, shippedGoal),
                    versus.rate("mikrotik-java with a buffered socket", buffered, 10),
                    versus.rate("bare byte loop", bare, 0.35),
                    versus.cpu("mikrotik-java as shipped", shipped),
                    versus.cpu("mikrotik-java with a buffered socket", buffered),
                    versus.cpu("bare byte loop", bare),
                    versus.allocation("mikrotik-java", buffered, ONE_OBJECT_BYTES));
        }
    }

    private static Contender buffered(int port) throws Exception {
        return new MikrotikJava(new BufferedSockets(), port);
    }

    private static Contender shipped(int port) throws Exception {
        return new MikrotikJava(SocketFactory.getDefault(), port);
    }

    private static BenchRow inMemory(PrintedRows.Shape shape) throws Exception {
        PrintedRows printed = new PrintedRows(shape, MEMORY_ROWS);
        byte[] bytes = printed.bytes(TAG);
        BareScan scan = new BareScan();
        try (OurDecoder decoder = new OurDecoder(bytes)) {
            List<Effort> efforts =
                    Effort.perRow(
                            List.of(
                                    passes(decoder::sum, printed.sum()),
                                    passes(() -> sum(scan, bytes), printed.sum())));
            return new Versus(words(shape) + " in memory", efforts.getFirst())
                    .rate("bare byte loop", efforts.getLast(), 0.35);
        }
    }

    private static long sum(BareScan scan, byte[] bytes) {
        scan.start();
        scan.scan(bytes, bytes.length);
        return scan.sum();
    }

    private static Entrant passes(LongSupplier pass, long expected) {
        return new Entrant(
                () -> {
                    for (int i = 0; i < MEMORY_PASSES; i++) {
                        Lineup.check(pass.getAsLong(), expected);
                    }
                },
                MEMORY_ROWS * MEMORY_PASSES,
                Effort.NOBODY);
    }

    private static String words(PrintedRows.Shape shape) {
        return "decode " + shape.name().toLowerCase(Locale.ROOT) + " rows";
    }

    /// Our effort beside others', in the words of the table.
    private record Versus(String what, Effort ours) {
        BenchRow rate(String peer, Effort theirs, double goal) {
            return BenchRow.rate(
                    what + ", " + peer,
                    "rows/s",
                    new Pair(ours.perSecond(), theirs.perSecond()),
                    goal);
        }

        BenchRow cpu(String peer, Effort theirs) {
            return BenchRow.cost(
                    what + ", " + peer,
                    "CPU s/M rows",
                    new Pair(ours.cpuSecondsPerMillion(), theirs.cpuSecondsPerMillion()),
                    0);
        }

        BenchRow allocation(String peer, Effort theirs, double goal) {
            return BenchRow.limit(
                    what + ", " + peer,
                    "bytes/row",
                    new Pair(ours.allocatedBytes(), theirs.allocatedBytes()),
                    goal);
        }
    }
}
