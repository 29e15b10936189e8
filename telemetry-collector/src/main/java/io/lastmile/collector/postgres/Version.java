package io.lastmile.collector.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first two numbers of a version, found anywhere in a text: `glibc 2.36` or `2.19.3`.
record Version(int major, int minor) implements Comparable<Version> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");

    static Version parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(
                    "version: '" + text.strip() + "' (expected: like 2.36)");
        }
        return new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public int compareTo(Version other) {
        return major == other.major
                ? Integer.compare(minor, other.minor)
                : Integer.compare(major, other.major);
    }
}
