package io.lastmile.web.build;

import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Writes files under names that carry their content's hash, with a `.br` and a `.gz` beside each
/// that gets smaller by it.
final class Output {
    private static final int HASH_DIGITS = 10;
    private static final Encoder.Parameters BROTLI =
            Encoder.Parameters.create(11).setMode(Encoder.Mode.TEXT);

    private final Path folder;
    private final Map<String, String> urls = new TreeMap<>();

    Output(Path folder) {
        this.folder = folder;
    }

    /// Hashed URL by logical name, of all that was written so far.
    Map<String, String> urls() {
        return urls;
    }

    String write(String logical, byte[] content) throws IOException {
        int dot = logical.lastIndexOf('.');
        String hash = HexFormat.of().formatHex(sha256(content)).substring(0, HASH_DIGITS);
        String name = logical.substring(0, dot) + "." + hash + logical.substring(dot);
        Path file = folder.resolve("a").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        writeSmaller(file, ".br", content, Encoder.compress(content, BROTLI));
        writeSmaller(file, ".gz", content, gzip(content));
        urls.put(logical, "/a/" + name);
        return urls.get(logical);
    }

    private static void writeSmaller(Path file, String suffix, byte[] content, byte[] packed)
            throws IOException {
        if (packed.length < content.length) {
            Files.write(file.resolveSibling(file.getFileName() + suffix), packed);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out =
                new GZIPOutputStream(bytes) {
                    {
                        def.setLevel(Deflater.BEST_COMPRESSION);
                    }
                }) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
