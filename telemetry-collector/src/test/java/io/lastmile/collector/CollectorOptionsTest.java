package io.lastmile.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.rollup.RetentionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorOptionsTest {
    private static final String URL = "jdbc:postgresql://db/lastmile";
    private static final List<String> LEAST = List.of("--database-url", URL, "--key-file", "k");

    @Test
    void takesTheCommandLineBeforeTheEnvironment() {
        CollectorOptions options =
                CollectorOptions.parse(
                        List.of("--interval", "0.5", "--key-file", "here"),
                        Map.of(
                                "LASTMILE_COLLECTOR_DATABASE_URL", URL,
                                "LASTMILE_COLLECTOR_KEY_FILE", "there",
                                "LASTMILE_COLLECTOR_SPOOL_MB", "64",
                                "LASTMILE_KEY", "not ours",
                                "HOME", "/root"));

        assertThat(options.database().url()).isEqualTo(URL);
        assertThat(options.config().keyFile()).isEqualTo(Path.of("here"));
        assertThat(options.config().poller().interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.config().spoolBytesMax()).isEqualTo(64 << 20);
    }

    @Test
    void hasTheStandardWhereNothingIsSaid() {
        CollectorConfig config = CollectorOptions.parse(LEAST, Map.of()).config();

        assertThat(config).isEqualTo(CollectorConfig.standard(Path.of("k")));
    }

    @Test
    void sharesTheDiskAmongTheLevels() {
        RetentionConfig kept =
                CollectorOptions.parse(with("--disk-gb", "16"), Map.of())
                        .config()
                        .rollup()
                        .retention();

        assertThat(kept.samples().bytesMax()).isEqualTo(8L << 30);
        assertThat(kept.fiveMinutes().bytesMax()).isEqualTo(4L << 30);
        assertThat(kept.hours().bytesMax()).isEqualTo(3L << 30);
        assertThat(kept.polls().bytesMax()).isEqualTo(1L << 30);
        assertThat(kept.samples().age()).isEqualTo(Duration.ofHours(48));
    }

    @Test
    void showsItsMetersWhereItIsTold() {
        assertThat(CollectorOptions.parse(LEAST, Map.of()).metricsPort()).isEqualTo(9464);
        assertThat(CollectorOptions.parse(with("--metrics-port", "0"), Map.of()).metricsPort())
                .isZero();
    }

    @Test
    void aFileMovesTheClockOfATestWhenItIsWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shift"), "86400\n");
        Clock clock =
                CollectorOptions.parse(with("--clock-file", file.toString()), Map.of()).clock();

        assertThat(Duration.between(Clock.systemUTC().instant(), clock.instant()))
                .isBetween(Duration.ofHours(23), Duration.ofHours(25));
        Files.writeString(file, "-86400");
        assertThat(Duration.between(Clock.systemUTC().instant(), clock.instant()))
                .isBetween(Duration.ofHours(-25), Duration.ofHours(-23));
        Files.delete(file);
        assertThatThrownBy(clock::instant).hasMessageContaining("clock file");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        refuses(List.of("--intervall", "5"), Map.of(), "unknown option --intervall");
        refuses(LEAST, Map.of("LASTMILE_COLLECTOR_THREAD", "1"), "LASTMILE_COLLECTOR_THREAD");
    }

    @Test
    void refusesWhatMakesNoSense() {
        refuses(List.of("--database-url", URL), Map.of(), "--key-file is missing");
        refuses(List.of("--key-file"), Map.of(), "--key-file: no value");
        refuses(List.of("--key-file", "k"), Map.of(), "--database-url is missing");
        refuses(with("--interval", "soon"), Map.of(), "--interval: soon");
        refuses(with("--interval", "0"), Map.of(), "poll interval");
        refuses(with("--interval", "NaN"), Map.of(), "poll interval");
        refuses(with("--zone", "Asia/Dacca!"), Map.of(), "Dacca!");
        refuses(with("--threads", "0"), Map.of(), "network threads: 0");
        refuses(with("--spool-mb", "0"), Map.of(), "spool: 0 bytes");
        refuses(with("--disk-gb", "0.5"), Map.of(), "disk: 536870912 bytes");
        refuses(with("--disk-gb", "NaN"), Map.of(), "disk: 0 bytes");
        refuses(with("--metrics-port", "65536"), Map.of(), "--metrics-port: 65536");
        refuses(with("--metrics-port", "80.5"), Map.of(), "--metrics-port: 80.5");
        refuses(
                List.of("--database-url", "mysql://db", "--key-file", "k"),
                Map.of(),
                "database url");
    }

    private static List<String> with(String option, String value) {
        return List.of("--database-url", URL, "--key-file", "k", option, value);
    }

    private static void refuses(
            List<String> words, Map<String, String> environment, String message) {
        assertThatThrownBy(() -> CollectorOptions.parse(words, environment))
                .isInstanceOf(CollectorOptions.Refused.class)
                .hasMessageContaining(message);
    }
}
