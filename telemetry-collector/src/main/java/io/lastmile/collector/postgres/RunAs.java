package io.lastmile.collector.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// As whom the server's programs run: PostgreSQL refuses to run as root.
///
/// In a user namespace of its own (`unshare -U`) root is nobody to the program and still the owner
/// of its files to the kernel; where the host permits no namespaces, another user runs it.
sealed interface RunAs {
    Duration PATIENCE = Duration.ofSeconds(10);

    /// Words before a command.
    List<String> prefix();

    record Self() implements RunAs {
        @Override
        public List<String> prefix() {
            return List.of();
        }
    }

    record Namespace() implements RunAs {
        @Override
        public List<String> prefix() {
            return List.of("unshare", "-U");
        }
    }

    record OtherUser(String name, int uid, int gid) implements RunAs {
        @Override
        public List<String> prefix() {
            return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
        }
    }

    static RunAs ofThisProcess() {
        try {
            if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                return new Self();
            }
            if (works(new Namespace())) {
                return new Namespace();
            }
            return otherUser()
                    .filter(RunAs::works)
                    .orElseThrow(() ->
                            new DatabaseRefused.HostUnsupported(
                                    "PostgreSQL refuses to run as root, and neither"
                                            + " unshare -U nor setpriv works here: run as an"
                                            + " ordinary user"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean works(RunAs candidate) {
        return Command.of(PATIENCE, candidate, "true").run().ok();
    }

    static Optional<RunAs> otherUser() throws IOException {
        List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
        return List.of("postgres", "nobody").stream()
                .flatMap(name -> users.stream().filter(line -> line.startsWith(name + ":")))
                .findFirst()
                .map(line -> line.split(":", -1))
                .map(parts ->
                        new OtherUser(
                                parts[0], Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
    }

    /// Makes a folder that the server's programs can write in.
    default void folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        own(folder);
        if (this instanceof OtherUser other) {
            if (!Command.of(PATIENCE, this, "test", "-w", folder).run().ok()) {
                throw new DatabaseRefused.HostUnsupported(
                        "user %s, as whom the server runs, cannot reach %s: put the cache"
                                        .formatted(other.name(), folder)
                                + " (XDG_CACHE_HOME) and --data where it can");
            }
        }
    }

    /// Gives a file to whoever runs the programs.
    default void own(Path file) throws IOException {
        if (this instanceof OtherUser other) {
            Files.setAttribute(file, "unix:uid", other.uid());
            Files.setAttribute(file, "unix:gid", other.gid());
        }
    }
}
