package io.lastmile.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What `./run` starts, in a process of its own and small: what it says to the person at the
/// terminal, how it ends, and by which signal.
final class DemoProcess implements AutoCloseable {
    private static final int SECONDS_MAX = 90;

    private final Process process;
    private final Path output;
    private final Path errors;

    private DemoProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /// What it says goes to files in `folder`. A shell may have told us to ignore Ctrl-C, which a
    /// child inherits; `env` undoes that and then becomes the JVM.
    static DemoProcess start(Path folder, Map<String, String> environment, List<String> words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.lastmile.deploy.Demo"));
        command.addAll(words);
        try {
            Path output = Files.createTempFile(folder, "demo", ".out");
            Path errors = Files.createTempFile(folder, "demo", ".err");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return new DemoProcess(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the demo", e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    DemoProcess awaitWelcome() {
        Await.until("it says where it runs", () -> isWelcoming() || !process.isAlive());
        if (!isWelcoming()) {
            throw new AssertionError("it ended with " + exitCode() + ":\n" + errors());
        }
        return this;
    }

    private boolean isWelcoming() {
        return output().contains("Ctrl-C stops it");
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What Ctrl-C sends.
    void interrupt() {
        try {
            Process kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("no process " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /// Waits for the end.
    int exitCode() {
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; it said:\n" + output() + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As kindly as it can be, because a database hangs on it.
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            exitCode();
        }
    }
}
