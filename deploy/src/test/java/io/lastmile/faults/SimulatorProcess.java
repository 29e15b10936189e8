package io.lastmile.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A fleet of simulated routers in a process of its own, and its control port.
final class SimulatorProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChildJvm process;
    private final JsonNode ports;
    private final Socket control;
    private final BufferedReader answers;

    private SimulatorProcess(ChildJvm process, JsonNode ports) throws IOException {
        this.process = process;
        this.ports = ports;
        control = new Socket(InetAddress.getLoopbackAddress(), ports.get("controlPort").asInt());
        answers =
                new BufferedReader(
                        new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
    }

    static SimulatorProcess start(Path folder, String... options) {
        Path portsFile = folder.resolve("ports.json");
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--ports-file", portsFile.toString(), "--control", "0"));
        ChildJvm process =
                ChildJvm.start(
                        "io.lastmile.collector.simulator.SimulatorMain",
                        words,
                        Map.of(),
                        folder.resolve("simulator.log"));
        Await.until("the simulator listens", () -> Files.exists(portsFile) || !process.isAlive());
        try {
            return new SimulatorProcess(process, JSON.readTree(portsFile.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(process.log(), e);
        }
    }

    JsonNode routers() {
        return ports.get("routers");
    }

    /// Sends one command and gives its answer; an error fails the test.
    JsonNode tell(String command) {
        JsonNode answer = ask(command);
        if (answer.has("error")) {
            throw new IllegalStateException(command + ": " + answer.get("error").asText());
        }
        return answer;
    }

    /// Sends one command and gives its answer, which may be an error.
    JsonNode ask(String command) {
        try {
            control.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            control.getOutputStream().flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the simulator is gone: " + process.log());
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(process.log(), e);
        }
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.close();
        }
    }
}
