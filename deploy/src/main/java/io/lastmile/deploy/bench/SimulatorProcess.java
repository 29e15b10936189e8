package io.lastmile.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lastmile.collector.simulator.SimulatorMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A fleet of simulated routers in a process of its own, so that its work is not counted as ours.
final class SimulatorProcess implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofMinutes(2);
    private static final Duration END_MAX = Duration.ofSeconds(10);

    private final Process process;
    private final List<At> routers;

    /// Where a router listens and who may enter.
    record At(String name, String host, int port, String username, String password) {}

    private SimulatorProcess(Process process, List<At> routers) {
        this.process = process;
        this.routers = routers;
    }

    static SimulatorProcess start(int routers, int lines, Path folder)
            throws IOException, InterruptedException {
        Path ports = folder.resolve("ports.json");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName()));
        command.addAll(
                List.of(
                        "--routers",
                        "" + routers,
                        "--lines",
                        "" + lines,
                        "--session-mean",
                        "0",
                        "--queue-every",
                        "0",
                        "--ports-file",
                        ports.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("simulator.log").toFile())
                        .start();
        try {
            return new SimulatorProcess(process, await(process, ports));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static List<At> await(Process process, Path ports)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + READY_MAX.toNanos();
        while (Files.notExists(ports)) {
            if (!process.isAlive() || System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        "simulator: not ready (expected: within " + READY_MAX + ")");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        List<At> routers = new ArrayList<>();
        for (JsonNode router : new ObjectMapper().readTree(ports.toFile()).path("routers")) {
            JsonNode account = router.path("accounts").path(0);
            routers.add(
                    new At(
                            router.path("name").asText(),
                            router.path("host").asText(),
                            router.path("port").asInt(),
                            account.path("name").asText(),
                            account.path("password").asText()));
        }
        return routers;
    }

    List<At> routers() {
        return routers;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
