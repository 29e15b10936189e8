package io.lastmile.web;

import java.util.Optional;
import java.util.stream.Stream;

/// Browser and system of a `User-Agent`, as people call them.
public final class Browsers {
    private Browsers() {}

    public static String name(String agent, Texts texts) {
        String browser =
                first(agent, "Edg/", "OPR/", "Firefox/", "Chrome/", "Safari/")
                        .map(found ->
                                found.replace("/", "")
                                        .replace("Edg", "Edge")
                                        .replace("OPR", "Opera"))
                        .orElseGet(() -> texts.of("browser.program"));
        String system =
                first(agent, "Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
                        .orElse("");
        return system.isEmpty() ? browser : browser + ", " + system;
    }

    private static Optional<String> first(String text, String... words) {
        return Stream.of(words).filter(text::contains).findFirst();
    }
}
