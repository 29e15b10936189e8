package io.lastmile.collector.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The server of one claimed folder: started, stopped, and found again when whoever started it died
/// without a word.
final class Server {
    private static final System.Logger LOG = System.getLogger(Server.class.getName());
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration VANISH = Duration.ofSeconds(15);
    private static final int PORTS_TRIED_MAX = 5;

    private final Path home;
    private final RunAs runAs;
    private final ServerFolder folder;

    Server(Path home, RunAs runAs, ServerFolder folder) {
        this.home = home;
        this.runAs = runAs;
        this.folder = folder;
    }

    /// Ends what may still run on this data first. `wantedPort` 0 takes any that is free; the port
    /// is the result.
    int start(int wantedPort, boolean durable) throws IOException {
        endOrphan();
        for (int i = 1; ; i++) {
            int port = wantedPort == 0 ? freePort() : wantedPort;
            Command.Result result = tryStart(new ServerSettings(port, durable));
            if (result.ok()) {
                return port;
            }
            String log = startLog();
            boolean isTaken = log.contains("could not bind") && wantedPort == 0;
            if (!isTaken || i == PORTS_TRIED_MAX) {
                throw failure(log);
            }
        }
    }

    private Command.Result tryStart(ServerSettings settings) throws IOException {
        Files.writeString(folder.data().resolve("lastmile.conf"), settings.text());
        return command(
                        START.plusSeconds(5),
                        "pg_ctl",
                        "-D",
                        folder.data(),
                        "-w",
                        "-t",
                        START.toSeconds(),
                        "-l",
                        folder.log(),
                        "start")
                .run();
    }

    private String startLog() throws IOException {
        return Files.exists(folder.log()) ? Files.readString(folder.log()) : "no log";
    }

    private DatabaseRefused failure(String log) throws IOException {
        if (log.contains("No space left on device")) {
            long free = Files.getFileStore(folder.folder()).getUsableSpace() >> 20;
            return new DatabaseRefused.NoDiskSpace(
                    folder.folder(), free, ServerBinaries.MEBIBYTES_NEEDED);
        }
        return new DatabaseRefused.ServerFailed(
                "the database in %s did not start".formatted(folder.folder()), log);
    }

    /// `fast` ends the sessions and writes a checkpoint, `immediate` leaves recovery to the next.
    void stop(String mode) {
        Command.Result result = pgStop(mode);
        if (!result.ok() && isRunning()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "database stop {0} failed, stopping at once: {1}",
                    mode,
                    result.output().strip());
            pgStop("immediate");
        }
        awaitGone();
    }

    private Command.Result pgStop(String mode) {
        return command(
                        STOP.plusSeconds(5),
                        "pg_ctl",
                        "-D",
                        folder.data(),
                        "-m",
                        mode,
                        "-w",
                        "-t",
                        STOP.toSeconds(),
                        "stop")
                .run();
    }

    boolean isRunning() {
        return pid().isPresent();
    }

    OptionalLong pid() {
        return folder.serverPid();
    }

    private void endOrphan() throws IOException {
        if (isRunning()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "ending the database that an earlier process left in {0}",
                    folder.folder());
            stop("fast");
        }
        awaitGone();
        Files.deleteIfExists(folder.data().resolve("postmaster.pid"));
    }

    /// Children of a killed server end by themselves within moments; the data is theirs until then.
    private void awaitGone() {
        long deadline = System.nanoTime() + VANISH.toNanos();
        while (anybodyLivesHere()) {
            if (System.nanoTime() - deadline > 0) {
                throw new DatabaseRefused.ServerFailed(
                        "the database in " + folder.folder() + " does not end",
                        "processes still work on it");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean anybodyLivesHere() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.anyMatch(process -> folder.isHomeOf(process.pid()));
        }
    }

    private Command command(Duration patience, String program, Object... words) {
        Object[] all =
                Stream.concat(Stream.of(home.resolve("bin").resolve(program)), Stream.of(words))
                        .toArray();
        return Command.of(patience, runAs, all);
    }

    void initialise(Path passwordFile) {
        command(
                        START,
                        "initdb",
                        "-D",
                        folder.data(),
                        "-U",
                        "postgres",
                        "-A",
                        "scram-sha-256",
                        "--pwfile",
                        passwordFile,
                        "-E",
                        "UTF8",
                        "--locale=C",
                        // pg_trgm knows letters by this one: in C it would find none in Bangla.
                        "--lc-ctype=C.UTF-8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-sync")
                .orFail("initdb failed");
    }

    /// Writes a copied data folder through to the disk.
    void sync() {
        command(STOP, "initdb", "-D", folder.data(), "--sync-only").orFail("initdb failed");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }
}
