package io.lastmile.deploy;

import io.lastmile.collector.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder that a run keeps its data in, held by a lock until it is closed. Without `--data` it
/// is the XDG data folder.
final class Folders implements AutoCloseable {
    private static final long FREE_BYTES_MIN = 500_000_000;

    /// Where the embedded database lives in it.
    static final String DATABASE = "postgres";

    private final Path data;
    private final FileLock lock;

    private Folders(Path data, FileLock lock) {
        this.data = data;
        this.lock = lock;
    }

    static Folders open(Optional<Path> chosen, boolean fresh, Map<String, String> environment) {
        Path data = chosen.orElseGet(() -> xdgData(environment));
        try {
            Files.createDirectories(data);
            FileLock lock = lock(data);
            if (fresh) {
                empty(data);
            }
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < FREE_BYTES_MIN) {
                throw new CannotStart(
                        "only %d MB are free for %s (expected: at least %d MB)"
                                .formatted(free / 1_000_000, data, FREE_BYTES_MIN / 1_000_000));
            }
            return new Folders(data, lock);
        } catch (IOException e) {
            throw new CannotStart("cannot use the data folder " + data + ": " + e, e);
        }
    }

    private static Path xdgData(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        return xdg.isBlank()
                ? Path.of(home, ".local", "share", "lastmile")
                : Path.of(xdg, "lastmile");
    }

    private static FileLock lock(Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new CannotStart(
                    "another run uses the data folder " + data + "; stop it or choose --data DIR");
        }
        return lock;
    }

    private static void empty(Path data) throws IOException {
        Path database = data.resolve(DATABASE);
        if (Files.isDirectory(database)) {
            EmbeddedPostgres.delete(database);
        }
        List<Path> old;
        try (Stream<Path> walk = Files.walk(data)) {
            old = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : old) {
            if (!path.equals(data) && !path.equals(data.resolve("lock"))) {
                Files.delete(path);
            }
        }
    }

    Path data() {
        return data;
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
