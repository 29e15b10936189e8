package io.lastmile.collector.simulator;

/// A RouterOS version, as far as its API differs.
public record Version(int major, int minor, int patch) {
    public static final Version LEGACY = new Version(6, 42, 12);
    public static final Version BEFORE_EMPTY = new Version(7, 16, 2);
    public static final Version WITH_EMPTY = new Version(7, 20, 1);

    /// `7.18` or `7.18.2`.
    public static Version parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("version: " + text + " (expected: 7.18 or 7.18.2)");
        }
        int patch = parts.length == 3 ? Integer.parseInt(parts[2]) : 0;
        return new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), patch);
    }

    boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    /// Login by challenge only (routeros.md 1.5).
    boolean challenges() {
        return !atLeast(6, 43);
    }

    /// `!empty` in front of the `!done` of a command without data (routeros.md 1.3).
    boolean sendsEmpty() {
        return atLeast(7, 18);
    }

    String flag(boolean value) {
        return atLeast(6, 0) ? value ? "true" : "false" : value ? "yes" : "no";
    }

    @Override
    public String toString() {
        return major + "." + minor + (patch == 0 ? "" : "." + patch);
    }
}
