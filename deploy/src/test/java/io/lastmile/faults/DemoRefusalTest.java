package io.lastmile.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Why `./run` does not start is one sentence, whatever it is, and an exit code.
class DemoRefusalTest {
    private static final int CANNOT = 1;
    private static final int REFUSED = 2;
    private static final int DISK_MEGABYTES = 100;

    @TempDir Path folder;

    private String refusal(int exitCode, Map<String, String> environment, String... words) {
        List<String> all = new ArrayList<>(List.of("--routers", "1", "--lines", "2"));
        all.addAll(List.of(words));
        try (DemoProcess demo = DemoProcess.start(folder, environment, all)) {
            assertThat(demo.exitCode()).as(demo.errors()).isEqualTo(exitCode);
            assertThat(demo.output()).isEmpty();
            assertThat(demo.errors().lines()).as(demo.errors()).hasSize(1);
            assertThat(demo.errors()).startsWith("lastmile: ");
            return demo.errors();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static String freePort() throws IOException {
        return "" + DemoProcess.freePort();
    }

    @Test
    void aWordThatIsNoOption() {
        assertThat(refusal(REFUSED, Map.of(), "--rooters", "3"))
                .contains("--rooters is not an option");
    }

    @Test
    void aDatabaseUrlThatIsNone() {
        String url = "jdbc:postgresql://db:port/lastmile?password=secret";

        assertThat(refusal(REFUSED, Map.of(), "--data", data(), "--database-url", url))
                .contains("--database-url: database url: jdbc:postgresql://db:port/lastmile")
                .doesNotContain("secret");
    }

    @Test
    void aDatabaseThatIsNotThere() throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + freePort() + "/lastmile?password=secret";

        assertThat(
                        refusal(
                                CANNOT,
                                Map.of(),
                                "--data",
                                data(),
                                "--port",
                                freePort(),
                                "--database-url",
                                url))
                .contains("does not answer")
                .doesNotContain("secret");
    }

    @Test
    void aPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = "" + taken.getLocalPort();

            assertThat(refusal(CANNOT, Map.of(), "--data", data(), "--port", port))
                    .contains("cannot listen on 127.0.0.1 port " + port)
                    .contains("choose another with --port");
        }
    }

    @Test
    void aDataFolderThatAnotherRunUses() throws IOException {
        Path lock = Files.createDirectories(Path.of(data())).resolve("lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(refusal(CANNOT, Map.of(), "--data", data(), "--port", freePort()))
                    .contains("another run uses the data folder " + data());
        }
    }

    @Test
    void aDataFolderThatIsNone() throws IOException {
        Files.writeString(Path.of(data()), "a file");

        assertThat(refusal(CANNOT, Map.of(), "--data", data(), "--port", freePort()))
                .contains("cannot use the data folder " + data());
    }

    @Test
    void aKeyThatIsNone() throws IOException {
        Files.createDirectories(Path.of(data()));
        Files.writeString(Path.of(data(), "key"), "not a key");

        assertThat(refusal(CANNOT, Map.of(), "--data", data(), "--port", freePort()))
                .contains("key");
    }

    @Test
    void aDiskWithoutRoomForTheData() throws IOException {
        try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), DISK_MEGABYTES)) {
            String data = disk.folder().toString();

            assertThat(refusal(CANNOT, Map.of(), "--data", data, "--port", freePort()))
                    .contains("MB are free for " + data)
                    .contains("(expected: at least 500 MB)");
        }
    }

    @Test
    void aDiskWithoutRoomForTheProgramsOfTheDatabase() throws IOException {
        try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), DISK_MEGABYTES)) {
            Map<String, String> cache = Map.of("XDG_CACHE_HOME", disk.folder().toString());

            assertThat(refusal(CANNOT, cache, "--data", data(), "--port", freePort()))
                    .contains("no disk space for " + disk.folder());
        }
    }
}
