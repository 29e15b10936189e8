package io.lastmile.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What reading one row took: wall time, processor time of the whole process but the sending thread
/// (the garbage collector included), and allocated bytes.
record Effort(double seconds, double cpuSeconds, double allocatedBytes) {
    /// Where the contender works alone.
    static final long NOBODY = -1;

    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 7;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// One thing to time; wrong answers end the benchmark.
    interface Task {
        void run() throws Exception;
    }

    /// Who runs, over how many rows, and the thread whose work is not the contender's.
    record Entrant(Task task, int rows, long aside) {}

    /// Medians of seven rounds after five that do not count, per row.
    static Effort perRow(Task task, int rows, long aside) throws Exception {
        return perRow(List.of(new Entrant(task, rows, aside))).getFirst();
    }

    /// The same for several who take turns, so that a busy minute of the machine hits them all.
    static List<Effort> perRow(List<Entrant> entrants) throws Exception {
        for (Entrant entrant : entrants) {
            for (int i = 0; i < WARM_UPS; i++) {
                entrant.task().run();
            }
        }
        List<List<Effort>> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            List<Effort> round = new ArrayList<>();
            for (Entrant entrant : entrants) {
                round.add(once(entrant.task(), entrant.aside()));
            }
            rounds.add(round);
        }
        return IntStream.range(0, entrants.size())
                .mapToObj(i -> median(rounds, i, entrants.get(i).rows()))
                .toList();
    }

    private static Effort median(List<List<Effort>> rounds, int entrant, int rows) {
        List<Effort> own = rounds.stream().map(round -> round.get(entrant)).toList();
        return new Effort(
                median(own, Effort::seconds) / rows,
                median(own, Effort::cpuSeconds) / rows,
                median(own, Effort::allocatedBytes) / rows);
    }

    double perSecond() {
        return 1 / seconds;
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds * 1e6;
    }

    private static Effort once(Task task, long aside) throws Exception {
        long allocated = allocated(aside);
        long cpu = cpuNanos(aside);
        long start = System.nanoTime();
        task.run();
        long nanos = System.nanoTime() - start;
        long cpuNanos = cpuNanos(aside) - cpu;
        return new Effort(nanos / 1e9, cpuNanos / 1e9, allocated(aside) - allocated);
    }

    private static long cpuNanos(long aside) {
        return PROCESS.getProcessCpuTime()
                - (aside == NOBODY ? 0 : THREADS.getThreadCpuTime(aside));
    }

    private static long allocated(long aside) {
        long sum = 0;
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            sum += ids[i] == aside ? 0 : Math.max(bytes[i], 0);
        }
        return sum;
    }

    private static double median(List<Effort> rounds, ToDoubleFunction<Effort> of) {
        return rounds.stream().mapToDouble(of).sorted().toArray()[rounds.size() / 2];
    }
}
