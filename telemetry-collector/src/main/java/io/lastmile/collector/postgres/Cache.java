package io.lastmile.collector.postgres;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The user's cache folder: what is in it can be made again. Entries appear by a rename and so
/// whole; nobody waits for a lock.
record Cache(Path folder, RunAs runAs) {
    interface Filling {
        void fill(Path folder) throws IOException;
    }

    /// `$XDG_CACHE_HOME/lastmile`, else `~/.cache/lastmile` (XDG base directory specification).
    static Path ofUser() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("lastmile");
    }

    static Cache open(Path folder, RunAs runAs) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        runAs.folder(absolute);
        return new Cache(absolute, runAs);
    }

    void checkSpace(long mebibytesNeeded) throws IOException {
        checkSpace(folder, mebibytesNeeded);
    }

    static void checkSpace(Path folder, long mebibytesNeeded) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace() >> 20;
        if (free < mebibytesNeeded) {
            throw new DatabaseRefused.NoDiskSpace(folder, free, mebibytesNeeded);
        }
    }

    /// The entry of that name, filled in a folder beside it and renamed when it is complete.
    Path publish(String name, Filling filling) throws IOException {
        Path target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Path work =
                Files.createTempDirectory(
                        folder,
                        "work",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        try {
            runAs.folder(work);
            filling.fill(work);
            Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        } finally {
            Trees.delete(work);
        }
        return target;
    }
}
