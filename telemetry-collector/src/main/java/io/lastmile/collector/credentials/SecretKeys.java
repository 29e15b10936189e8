package io.lastmile.collector.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/// Where the key is found: the environment first, then the key file, which is generated when there
/// is none.
final class SecretKeys {
    static final int KEY_BYTES = 32;

    /// 32 bytes in base64 and a line's end, with room for stray blanks.
    private static final int FILE_BYTES_MAX = 100;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretKeys() {}

    static byte[] decode(String base64, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new KeyRefused(where + " is not base64 (expected: 32 bytes in base64)");
        }
        if (key.length != KEY_BYTES) {
            throw new KeyRefused(
                    where + " has " + key.length + " bytes (expected: 32 bytes in base64)");
        }
        return key;
    }

    /// Two processes that start at once agree on one key: whoever links the file first wins.
    static byte[] ofFile(Path file) {
        try {
            if (Files.notExists(file)) {
                generate(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("key file " + file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(found)) {
            throw new KeyRefused(
                    "key file %s is open to others (%s): run chmod 600 on it"
                            .formatted(file, PosixFilePermissions.toString(found)));
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new KeyRefused(
                    "key file %s has %d bytes (expected: 32 bytes in base64)"
                            .formatted(file, Files.size(file)));
        }
        return decode(Files.readString(file, StandardCharsets.ISO_8859_1), "key file " + file);
    }

    private static void generate(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh =
                Files.createTempFile(
                        folder, ".key", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            write(fresh);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its key is the key.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Path fresh) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key) + "\n";
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
