package io.lastmile.collector.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs with TimescaleDB among them, unpacked once into the cache. The folder's
/// name says which build and which extension it holds, and it appears whole or not at all: several
/// processes may unpack at once, the first to finish wins.
final class ServerBinaries {
    static final String MAJOR = "17";
    static final long MEBIBYTES_NEEDED = 250;

    private final Cache cache;
    private final Host host;

    ServerBinaries(Cache cache, Host host) {
        this.cache = cache;
        this.host = host;
    }

    Path unpacked() throws IOException {
        URL archive = ServerBinaries.class.getResource(host.cpu().archive());
        if (archive == null) {
            throw new DatabaseRefused.HostUnsupported(
                    "the embedded database's binaries for %s are not on the class path"
                            .formatted(host.cpu()));
        }
        String prefix = "server-" + fingerprint(archive) + "-";
        Optional<Path> present = present(prefix);
        return present.isPresent() ? present.get() : unpack(archive, prefix);
    }

    private Optional<Path> present(String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(cache.folder())) {
            return entries.filter(p -> p.getFileName().toString().startsWith(prefix))
                    .max(Path::compareTo);
        }
    }

    /// Of the archive itself, as the jar's directory has it.
    private static String fingerprint(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(archive.openConnection().getContentLengthLong());
    }

    private Path unpack(URL archive, String prefix) throws IOException {
        cache.checkSpace(MEBIBYTES_NEEDED);
        Path extension = new ExtensionPackage(cache.folder()).cachedOrFetched();
        String name = extension.getFileName().toString().replaceAll("^[^_]*_|\\.deb$", "");
        return cache.publish(
                prefix + name,
                folder -> {
                    unpackServer(archive, folder);
                    DebPackage.read(
                            extension, (file, content) -> addExtension(folder, file, content));
                    if (!(host.runAs() instanceof RunAs.Self)) {
                        Files.setPosixFilePermissions(
                                folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                });
    }

    private static void unpackServer(URL archive, Path folder) throws IOException {
        try (InputStream in = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                unpack(tar, entry, folder);
                entry = tar.getNextEntry();
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive's " + entry.getName() + " leads out of it");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        boolean isProgram = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private void addExtension(Path folder, String file, byte[] content) throws IOException {
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (file.matches(".*/lib/timescaledb[^/]*\\.so")) {
            Files.write(
                    folder.resolve("lib/postgresql").resolve(name),
                    ElfSymbols.retarget(content, host.glibc()));
        } else if (file.contains("/extension/")) {
            Files.write(folder.resolve("share/postgresql/extension").resolve(name), content);
        }
    }
}
