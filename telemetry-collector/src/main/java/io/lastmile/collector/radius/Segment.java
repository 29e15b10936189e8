package io.lastmile.collector.radius;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/// One file of the journal: entries one after another, each with length and checksum. The file's
/// name is the number of its first entry. A torn last entry was never answered: it is cut off.
final class Segment {
    static final String SUFFIX = ".radius";

    private static final int HEAD_BYTES = 8;
    private static final int BODY_BYTES = 12;

    final long first;
    final Path file;
    long bytes;
    int entries;

    private Segment(long first, Path file) {
        this.first = first;
        this.file = file;
    }

    static Segment at(Path folder, long first) {
        return new Segment(
                first, folder.resolve(String.format(Locale.ROOT, "%016x", first) + SUFFIX));
    }

    /// Reads what a file holds and cuts off what is torn.
    static Segment recovered(Path file) throws IOException {
        String name = file.getFileName().toString();
        var segment = new Segment(Long.parseUnsignedLong(name.split("[.]")[0], 16), file);
        segment.entries = segment.read(Long.MAX_VALUE, true).size();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(segment.bytes);
            channel.force(true);
        }
        return segment;
    }

    long next() {
        return first + entries;
    }

    static int size(JournalEntry entry) {
        return HEAD_BYTES + BODY_BYTES + entry.datagram().length;
    }

    static void write(ByteBuffer to, JournalEntry entry) {
        int length = BODY_BYTES + entry.datagram().length;
        int start = to.position();
        to.putInt(length).putInt(0);
        to.putLong(entry.receivedMillis()).putInt(entry.router()).put(entry.datagram());
        to.putInt(start + Integer.BYTES, checksum(to.array(), start + HEAD_BYTES, length));
    }

    List<JournalEntry> entries() throws IOException {
        return read(bytes, false);
    }

    private List<JournalEntry> read(long limit, boolean recovering) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        all.limit((int) Math.min(limit, all.limit()));
        List<JournalEntry> read = new ArrayList<>();
        while (all.remaining() > HEAD_BYTES + BODY_BYTES) {
            int length = all.getInt();
            int sum = all.getInt();
            boolean fits = length > BODY_BYTES && length <= all.remaining();
            if (!fits || checksum(all.array(), all.position(), length) != sum) {
                break;
            }
            long received = all.getLong();
            int router = all.getInt();
            byte[] datagram = new byte[length - BODY_BYTES];
            all.get(datagram);
            read.add(new JournalEntry(first + read.size(), received, router, datagram));
            if (recovering) {
                bytes = all.position();
            }
        }
        return read;
    }

    private static int checksum(byte[] array, int start, int length) {
        var crc = new CRC32();
        crc.update(array, start, length);
        return (int) crc.getValue();
    }
}
