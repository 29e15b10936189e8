package io.lastmile.deploy.bench;

import io.lastmile.collector.routeros.Limits;
import io.lastmile.collector.routeros.SentenceDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
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

/// The decoder alone, without sockets: nanoseconds and bytes per row out of a direct buffer as
/// Netty's transports deliver it, beside [BareLoop] on the same bytes. `./run bench jmh`.
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

    private final SentenceDecoder decoder = new SentenceDecoder(Limits.STANDARD);
    private byte[] bytes = new byte[0];
    private ByteBuf direct = PooledByteBufAllocator.DEFAULT.directBuffer();

    @Setup
    public void prepare() {
        bytes = new PrintedRows(PrintedRows.Shape.valueOf(shape), ROWS).bytes(".tag=1");
        direct = PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
    }

    @TearDown
    public void release() {
        direct.release();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long sentences() {
        direct.readerIndex(0);
        long sum = 0;
        while (direct.isReadable()) {
            decoder.append(direct);
            while (decoder.next()) {
                if (decoder.sentence().has(OurClient.RX)) {
                    sum +=
                            decoder.sentence().unsigned(OurClient.RX)
                                    + decoder.sentence().unsigned(OurClient.TX);
                }
            }
        }
        return sum;
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
