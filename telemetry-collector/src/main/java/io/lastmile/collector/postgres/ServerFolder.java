package io.lastmile.collector.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A folder that holds one server's data, and the claim on it. The claim is a file lock, which the
/// kernel takes back however its owner ends; the file's text is for people.
final class ServerFolder implements AutoCloseable {
    /// A process loses its lock on a file when it closes any channel to it, so a second claim of
    /// the same process must not even open one.
    private static final Set<Path> CLAIMED_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel owner;

    private ServerFolder(Path folder, FileChannel owner) {
        this.folder = folder;
        this.owner = owner;
    }

    /// Throws `FolderInUse` while another process, or another server of this one, has it.
    static ServerFolder claim(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!CLAIMED_HERE.add(real)) {
            throw new DatabaseRefused.FolderInUse(
                    folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new ServerFolder(real, locked(real));
        } catch (IOException | DatabaseRefused e) {
            CLAIMED_HERE.remove(real);
            throw e;
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        FileChannel owner =
                FileChannel.open(
                        folder.resolve("owner.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (owner.tryLock() == null) {
            String pid = read(owner);
            owner.close();
            throw new DatabaseRefused.FolderInUse(folder, pid);
        }
        write(owner, Long.toString(ProcessHandle.current().pid()));
        return owner;
    }

    private static String read(FileChannel owner) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        owner.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    private static void write(FileChannel owner, String pid) throws IOException {
        owner.truncate(0);
        owner.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    /// The server's main process, if it lives. A pid file may be left over and its number may be
    /// another program's by now: only a process at home in our data folder counts.
    OptionalLong serverPid() {
        Path file = data().resolve("postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return isHomeOf(pid) ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException | NoSuchElementException e) {
            return OptionalLong.empty();
        }
    }

    boolean isHomeOf(long pid) {
        try {
            Path home = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
            return home.equals(data());
        } catch (IOException e) {
            return false;
        }
    }

    /// Grows at starts only; the running server logs elsewhere.
    Path log() {
        return data().resolve("start.log");
    }

    @Override
    public void close() throws IOException {
        owner.close();
        CLAIMED_HERE.remove(folder);
    }
}
