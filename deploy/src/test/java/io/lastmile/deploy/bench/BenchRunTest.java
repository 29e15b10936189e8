package io.lastmile.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lastmile.deploy.bench.BenchRow.Pair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRunTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private record Part(String part, Work work) implements Bench {
        @Override
        public List<BenchRow> run() throws Exception {
            work.run();
            return List.of(BenchRow.rate(part + " row", "rows/s", new Pair(2, 1), 1));
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFailureLosesNothingAndEndsInOne() throws IOException {
        Path json = folder.resolve("bench.json");
        int code =
                new BenchRun(out, Optional.of(json))
                        .measure(
                                List.of(
                                        new Part("first", () -> {}),
                                        new Part(
                                                "second",
                                                () -> {
                                                    throw new IllegalStateException("no frame");
                                                }),
                                        new Part(
                                                "third",
                                                () -> {
                                                    throw new AssertionError("sums differ");
                                                }),
                                        new Part("fourth", () -> {})));
        assertThat(code).isEqualTo(1);
        assertThat(text())
                .contains("first row", "fourth row")
                .contains("second FAILED: java.lang.IllegalStateException: no frame")
                .contains("third FAILED: java.lang.AssertionError: sums differ")
                .endsWith("not measured: second, third\n");
        assertThat(Files.readString(json)).contains("first row", "fourth row");
    }

    @Test
    void eachTableIsThereBeforeTheNextPartBegins() throws IOException {
        Path json = folder.resolve("bench.json");
        Part second =
                new Part(
                        "second",
                        () -> {
                            assertThat(text()).contains("first row");
                            assertThat(Files.readString(json)).contains("first row");
                        });
        int code =
                new BenchRun(out, Optional.of(json))
                        .measure(List.of(new Part("first", () -> {}), second));
        assertThat(code).as(text()).isZero();
    }

    @Test
    void withoutOneFrameTheWatchersSaySo() {
        assertThat(catchThrowable(() -> WatchersBench.rows(new double[0], 0.1, 100)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no frame");
    }
}
