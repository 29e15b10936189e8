package io.lastmile.core.documents;

import java.util.List;
import java.util.Optional;

/// Whose paper it is: `lines` under the name (address, telephone, BIN), `footer` at the foot of
/// each page, `colour` 0xRRGGBB of bars and of the title; one too light to read is darkened.
public record Brand(
        String name, List<String> lines, List<String> footer, int colour, Optional<Logo> logo) {
    private static final int LINES_MAX = 8;
    private static final int FOOTER_MAX = 3;

    public Brand {
        Texts.checked("name", name);
        lines = Texts.checked("lines", lines, LINES_MAX);
        footer = Texts.checked("footer", footer, FOOTER_MAX);
    }

    /// A PNG or JPEG that was drawn anew by `platform.Picture`.
    public static final class Logo {
        private final byte[] bytes;

        public Logo(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
