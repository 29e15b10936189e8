package io.lastmile.core.papers;

import io.lastmile.core.documents.Paper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A paper that is ready to be printed, under the name that its file gets.
public record Printout(String name, Paper paper) {
    /// Changes with how papers look: what was kept of an earlier look is fetched again.
    private static final String LOOK = "1";

    private static final int TAG_LENGTH = 32;

    /// The same as long as the paper says the same.
    String tag() {
        var brand = paper.brand();
        String said =
                LOOK + paper.title() + brand.name() + brand.lines() + paper.blocks() + paper.mark();
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(said.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(hash).substring(0, TAG_LENGTH) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }
}
