package io.lastmile.collector.routeros;

/// What may stand where RouterOS expects a name: only values carry foreign text.
final class Names {
    private static final int PATH_CHARS_MAX = 200;

    private Names() {}

    /// A query that began with `-` would mean its opposite.
    static String property(String name, int charsMax) {
        if (name.isEmpty()
                || name.charAt(0) == '-'
                || name.length() > charsMax
                || !name.chars().allMatch(Names::plain)) {
            throw new IllegalArgumentException(
                    "property name: "
                            + name
                            + " (expected: 1 to "
                            + charsMax
                            + " letters, digits, '.', '-' or '_')");
        }
        return name;
    }

    static String path(String path) {
        boolean shaped = path.length() > 1 && path.charAt(0) == '/' && !path.endsWith("/");
        if (!shaped
                || path.length() > PATH_CHARS_MAX
                || !path.chars().allMatch(c -> c == '/' || plain(c))) {
            throw new IllegalArgumentException(
                    "command: " + path + " (expected: /menu/verb of plain letters)");
        }
        return path;
    }

    private static boolean plain(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '-'
                || c == '_';
    }
}
