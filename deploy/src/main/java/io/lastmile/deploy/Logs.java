package io.lastmile.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// Where `System.Logger` writes: one line per fact to the error stream, so that the terminal keeps
/// what a person should read. What the database's driver says of a URL is said by our own refusal,
/// without the password. A file named by `java.util.logging.config.file` replaces it.
public final class Logs {
    private static final String SETTINGS =
            """
            handlers = java.util.logging.ConsoleHandler
            .level = WARNING
            io.lastmile.level = INFO
            org.postgresql.Driver.level = OFF
            org.postgresql.util.PGPropertyUtil.level = OFF
            java.util.logging.ConsoleHandler.level = ALL
            java.util.logging.SimpleFormatter.format = %1$tF %1$tT %4$s %3$s: %5$s%6$s%n
            """;

    private Logs() {}

    public static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        System.setProperty(
                "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %3$s: %5$s%6$s%n");
        byte[] settings = SETTINGS.getBytes(StandardCharsets.UTF_8);
        try {
            LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
