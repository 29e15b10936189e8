package io.lastmile.collector.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program of this machine to its end. Its output goes through a file, because a server that
/// it leaves behind would keep a pipe open.
final class Command {
    private static final int OUTPUT_CHARACTERS_MAX = 4_000;

    record Result(int exitCode, String output) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    private final Duration patience;
    private final List<String> words;

    Command(Duration patience, List<String> words) {
        this.patience = patience;
        this.words = List.copyOf(words);
    }

    static Command of(Duration patience, RunAs runAs, Object... words) {
        List<String> all = new ArrayList<>(runAs.prefix());
        for (Object word : words) {
            all.add(word.toString());
        }
        return new Command(patience, all);
    }

    /// 127 when there is no such program, as a shell would say.
    Result run() {
        try {
            Path output = Files.createTempFile("lastmile-command", ".log");
            try {
                return run(output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("output of " + words.getFirst(), e);
        }
    }

    void orFail(String what) {
        Result result = run();
        if (!result.ok()) {
            throw new DatabaseRefused.ServerFailed(what, result.output());
        }
    }

    private Result run(Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        quieten(builder.environment());
        builder.directory(Path.of("/").toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        }
        process.getOutputStream().close();
        return new Result(await(process), tail(output));
    }

    private int await(Process process) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return 124;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /// What the operator has set for his own psql must not reach our server.
    private static void quieten(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        environment.put("DEBIAN_FRONTEND", "noninteractive");
    }

    private static String tail(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - OUTPUT_CHARACTERS_MAX));
    }
}
