package io.lastmile.collector.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Reads a Debian package (deb(5)): an `ar` archive whose member `data.tar.xz` holds the files.
final class DebPackage {
    private static final long FILE_BYTES_MAX = 64 << 20;
    private static final int XZ_KIBIBYTES_MAX = 128 << 10;

    interface Receiver {
        void file(String name, byte[] content) throws IOException;
    }

    private DebPackage() {}

    static void read(Path deb, Receiver receiver) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(deb));
                ArArchiveInputStream members = new ArArchiveInputStream(in)) {
            ArArchiveEntry member = members.getNextEntry();
            while (member != null && !member.getName().equals("data.tar.xz")) {
                member = members.getNextEntry();
            }
            if (member == null) {
                throw new IOException(deb + " holds no data.tar.xz");
            }
            files(
                    new TarArchiveInputStream(new XZInputStream(members, XZ_KIBIBYTES_MAX)),
                    receiver);
        }
    }

    private static void files(TarArchiveInputStream tar, Receiver receiver) throws IOException {
        TarArchiveEntry entry = tar.getNextEntry();
        while (entry != null) {
            if (entry.getSize() > FILE_BYTES_MAX) {
                throw new IOException(
                        "%s: %d bytes (expected: <= %d)"
                                .formatted(entry.getName(), entry.getSize(), FILE_BYTES_MAX));
            }
            if (entry.isFile()) {
                receiver.file(entry.getName(), tar.readAllBytes());
            }
            entry = tar.getNextEntry();
        }
    }
}
