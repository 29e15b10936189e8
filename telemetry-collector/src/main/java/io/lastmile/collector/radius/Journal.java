package io.lastmile.collector.radius;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Packets on disk between their answer and the database, in order, bounded in bytes. What `append`
/// has returned for is there after a crash of the process or the host. A full journal takes nothing
/// more: the NAS is not answered and sends again. One process at a time; safe for many threads.
public final class Journal implements AutoCloseable {
    private static final long SEGMENT_BYTES = 4L << 20;

    private static final String LOCK = "lock";

    private final Path folder;
    private final long bytesMax;
    private final FileChannel owned;
    private final String id;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private FileChannel channel;
    private long bytes;

    private Journal(Path folder, long bytesMax) throws IOException {
        this.folder = folder;
        this.bytesMax = bytesMax;
        owned = owned(folder.resolve(LOCK));
        id = identity(owned);
        for (Path file : files(folder)) {
            Segment segment = Segment.recovered(file);
            segments.add(segment);
            bytes += segment.bytes;
        }
        channel = opened(segments.isEmpty() ? fresh(0) : segments.getLast());
    }

    public static Journal open(Path folder, long bytesMax) throws IOException {
        Files.createDirectories(folder);
        return new Journal(folder, bytesMax);
    }

    /// One process at a time: numbers are given out once.
    private static FileChannel owned(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(file + " is held by this process (expected: by nobody)", e);
        }
        channel.close();
        throw new IOException(file + " is held by another process (expected: by nobody)");
    }

    /// Who keeps a number keeps it for this journal: one in a new folder begins anew.
    private static String identity(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            String fresh = UUID.randomUUID().toString();
            ByteBuffer bytes = ByteBuffer.wrap(fresh.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            channel.force(true);
            return fresh;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        return new String(bytes.array(), StandardCharsets.US_ASCII).strip();
    }

    /// Tells this journal from one that begins at the same numbers in another folder.
    public String id() {
        return id;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(Segment.SUFFIX)).sorted().toList();
        }
    }

    /// Writes and forces to disk all of them or, when they do not fit, none: then false. After an
    /// exception none of them counts as written.
    public synchronized boolean append(List<Received> packets) throws IOException {
        if (segments.getLast().bytes >= SEGMENT_BYTES) {
            Segment next = fresh(segments.getLast().next());
            channel.close();
            channel = opened(next);
        }
        Segment last = segments.getLast();
        List<JournalEntry> entries = new ArrayList<>();
        int size = 0;
        for (Received packet : packets) {
            var entry = packet.numbered(last.next() + entries.size());
            entries.add(entry);
            size += Segment.size(entry);
        }
        if (bytes + size > bytesMax) {
            return false;
        }
        ByteBuffer block = ByteBuffer.allocate(size);
        entries.forEach(e -> Segment.write(block, e));
        write(last, block.flip());
        last.bytes += size;
        last.entries += entries.size();
        bytes += size;
        return true;
    }

    private void write(Segment last, ByteBuffer block) throws IOException {
        try {
            long at = last.bytes;
            while (block.hasRemaining()) {
                at += channel.write(block, at);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(last.bytes);
            throw e;
        }
    }

    /// The oldest entries from `number` on, at most `most`.
    public synchronized List<JournalEntry> from(long number, int most) throws IOException {
        List<JournalEntry> found = new ArrayList<>();
        for (Segment segment : segments) {
            if (found.size() < most && segment.next() > number) {
                segment.entries().stream()
                        .filter(e -> e.number() >= number)
                        .limit(most - found.size())
                        .forEach(found::add);
            }
        }
        return found;
    }

    /// Everything before `number` is in the database: files that hold nothing else go. The last one
    /// stays, for it knows which number comes next.
    public synchronized void committed(long number) throws IOException {
        while (segments.size() > 1 && segments.getFirst().next() <= number) {
            Segment done = segments.removeFirst();
            bytes -= done.bytes;
            Files.deleteIfExists(done.file);
        }
    }

    /// How full the journal is, 0 to 1.
    public synchronized double fill() {
        return (double) bytes / bytesMax;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        owned.close();
    }

    private Segment fresh(long first) throws IOException {
        Segment segment = Segment.at(folder, first);
        Files.createFile(segment.file);
        try (FileChannel listing = FileChannel.open(folder)) {
            listing.force(true);
        }
        segments.add(segment);
        return segment;
    }

    private static FileChannel opened(Segment segment) throws IOException {
        return FileChannel.open(segment.file, StandardOpenOption.WRITE);
    }
}
