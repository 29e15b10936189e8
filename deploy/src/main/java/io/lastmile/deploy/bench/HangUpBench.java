package io.lastmile.deploy.bench;

import com.sun.management.ThreadMXBean;
import io.lastmile.deploy.bench.BenchRow.Pair;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/// What a client burns when its router has hung up, as at every reboot (routeros.md 6, G5): the
/// processor time of its threads in the second after the end of the stream.
final class HangUpBench implements Bench {
    private static final int WINDOW_MILLIS = 1_000;
    private static final double GOAL_MILLIS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Override
    public String part() {
        return "hangup";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        double ours = burnt("bench-loop", OurClient::new);
        double theirs =
                burnt("Mikrotik", port -> new MikrotikJava(SocketFactory.getDefault(), port));
        return List.of(
                BenchRow.limit(
                        "after the router hung up, mikrotik-java",
                        "CPU ms/s",
                        new Pair(ours, theirs),
                        GOAL_MILLIS));
    }

    /// The contender is closed afterwards, which ends even a thread that spins.
    private static double burnt(String threads, Lineup.Connect connect) throws Exception {
        PrintedRows few = new PrintedRows(PrintedRows.Shape.COMPACT, 10);
        RowServer server = new RowServer(few);
        try (Contender contender = connect.to(server.port())) {
            contender.sum();
            server.close();
            return measured(threads);
        } finally {
            server.close();
        }
    }

    private static double measured(String threads) throws InterruptedException {
        long before = nanosOf(threads);
        new CountDownLatch(1).await(WINDOW_MILLIS, TimeUnit.MILLISECONDS);
        return (nanosOf(threads) - before) / 1e6 * 1_000 / WINDOW_MILLIS;
    }

    private static long nanosOf(String threads) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith(threads))
                .mapToLong(info -> THREADS.getThreadCpuTime(info.getThreadId()))
                .sum();
    }
}
