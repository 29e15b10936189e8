package io.lastmile.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// What people say about their connection and what they are told.
record Talks(List<Talk> all) {
    /// The type is one of the ticket types that a new installation has.
    record Talk(
            String type,
            String opening,
            String answer,
            String note,
            String solution,
            String thanks) {}

    static Talks read() {
        try (InputStream in = Talks.class.getResourceAsStream("/demo/talks.txt")) {
            byte[] bytes = Objects.requireNonNull(in, "talks.txt").readAllBytes();
            return new Talks(
                    new String(bytes, StandardCharsets.UTF_8).lines().map(Talks::talk).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("talks.txt", e);
        }
    }

    private static Talk talk(String line) {
        String[] p = line.split("[|]");
        return new Talk(p[0], p[1], p[2], p[3], p[4], p[5]);
    }
}
