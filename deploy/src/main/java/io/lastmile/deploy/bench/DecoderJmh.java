package io.lastmile.deploy.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Nanoseconds and bytes per row of the decoder alone, beside [BareScan] on the same bytes. `./run
/// bench jmh`.
///
/// What it taught: a compact row takes 48 ns and a full one 88, twice and one and a half times the
/// bare scan, and nothing is allocated. Finding six words is 14 ns of it, each look-up of a field
/// 6, the two numbers the rest. Over a socket the kernel's copy and ours out of Netty's buffer
/// double it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class DecoderJmh {
    private static final int ROWS = 1_000;

    @Param({"COMPACT", "FULL"})
    private String shape = "COMPACT";

    private final BareScan bare = new BareScan();
    private byte[] bytes = new byte[0];
    private OurDecoder ours = new OurDecoder(bytes);

    @Setup
    public void prepare() {
        bytes = new PrintedRows(PrintedRows.Shape.valueOf(shape), ROWS).bytes(".tag=1");
        ours.close();
        ours = new OurDecoder(bytes);
    }

    @TearDown
    public void release() {
        ours.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long sentences() {
        return ours.sum();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long bareScan() {
        bare.start();
        bare.scan(bytes, bytes.length);
        return bare.sum();
    }

    static void run() throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(DecoderJmh.class.getSimpleName())
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }
}
