package io.lastmile.core.platform;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The sort key of a page's last item, opaque to clients.
public record Cursor(List<String> parts) {
    static final int LENGTH_MAX = 1200;
    private static final String SEPARATOR = "\u001f";

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... key) {
        return new Cursor(List.of(key).stream().map(Object::toString).toList());
    }

    /// Whole numbers as a key part; a forged cursor is the client's fault.
    public long number(int part) {
        try {
            return Long.parseLong(text(part));
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    /// A day as a key part.
    public LocalDate day(int part) {
        try {
            return LocalDate.parse(text(part));
        } catch (DateTimeParseException e) {
            throw refused();
        }
    }

    public String text(int part) {
        if (part >= parts.size()) {
            throw refused();
        }
        return parts.get(part);
    }

    public String text() {
        byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Optional<Cursor> of(Fields query, String text) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (key.indexOf('\0') < 0) {
                return Optional.of(new Cursor(List.of(key.split(SEPARATOR, -1))));
            }
        } catch (IllegalArgumentException e) {
            // Not base64: the same fault as any other text that we never gave out.
        }
        query.refuse("after", text, "`next` of the page before");
        return Optional.empty();
    }

    private Refusal refused() {
        return Problem.invalid("after", text(), "`next` of the page before").refusal();
    }
}
