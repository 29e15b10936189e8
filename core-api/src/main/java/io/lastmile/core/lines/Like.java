package io.lastmile.core.lines;

import java.util.Locale;

/// What somebody typed, as a pattern for `like` that finds it anywhere.
final class Like {
    static final int LENGTH_MAX = 100;

    private Like() {}

    static String anywhere(String text) {
        String escaped =
                text.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_");
        return "%" + escaped + "%";
    }
}
