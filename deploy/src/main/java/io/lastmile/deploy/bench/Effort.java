package io.lastmile.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

    /// Medians of seven rounds after five that do not count, per row; `aside` is the thread whose
    /// work is not the contender's.
    static Effort perRow(Task task, int rows, long aside) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            task.run();
        }
        List<Effort> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(once(task, aside));
        }
        return new Effort(
                median(rounds, Effort::seconds) / rows,
                median(rounds, Effort::cpuSeconds) / rows,
                median(rounds, Effort::allocatedBytes) / rows);
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
