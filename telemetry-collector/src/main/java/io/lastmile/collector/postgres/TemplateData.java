package io.lastmile.collector.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;

/// Data of a fresh server, made once per user and copied from then on: database and role `lastmile`
/// with the extension, entered by a generated password (one per user, mode 600) over loopback only.
/// The role owns its database and may create roles, but is no superuser, as an ISP's own server
/// would have it.
final class TemplateData {
    static final String DATABASE = "lastmile";
    static final String USER = "lastmile";
    static final String ADMIN = "postgres";
    static final String PASSWORD_FILE = "password";

    /// Raised whenever what is made below changes.
    private static final String REVISION = "2";

    private static final Duration COPY = Duration.ofSeconds(60);

    private final Cache cache;
    private final Path home;

    TemplateData(Cache cache, Path home) {
        this.cache = cache;
        this.home = home;
    }

    RunAs runAs() {
        return cache.runAs();
    }

    /// Makes `folder`'s data from the template, whole or not at all.
    void copyTo(ServerFolder folder, boolean durable) throws IOException {
        Path template = template();
        Path fresh = folder.folder().resolve("data.fresh");
        Trees.delete(fresh);
        Command.of(
                        COPY,
                        cache.runAs(),
                        "cp",
                        "-a",
                        "--reflink=auto",
                        template.resolve("data"),
                        fresh)
                .orFail("copying the template data failed");
        Path password = folder.folder().resolve(PASSWORD_FILE);
        Files.deleteIfExists(password);
        Files.copy(template.resolve(PASSWORD_FILE), password, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(fresh, folder.data());
        if (durable) {
            new Server(home, cache.runAs(), folder).sync();
        }
    }

    private Path template() throws IOException {
        return cache.publish("template-" + REVISION + "-" + home.getFileName(), this::make);
    }

    private void make(Path work) throws IOException {
        Path password = password(work);
        try (ServerFolder folder = ServerFolder.claim(work)) {
            Server server = new Server(home, cache.runAs(), folder);
            server.initialise(password);
            Files.writeString(
                    folder.data().resolve("postgresql.conf"), "include 'lastmile.conf'\n");
            int port = server.start(0, false);
            try {
                furnish(port, Files.readString(password));
            } catch (SQLException e) {
                throw new DatabaseRefused.ServerFailed(
                        "the template database could not be made", String.valueOf(e.getMessage()));
            } finally {
                server.stop("fast");
            }
        }
        Files.deleteIfExists(work.resolve("owner.lock"));
    }

    private Path password(Path work) throws IOException {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        Path file =
                Files.createFile(
                        work.resolve(PASSWORD_FILE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random));
        cache.runAs().own(file);
        return file;
    }

    private static void furnish(int port, String password) throws SQLException {
        DatabaseAddress admin = DatabaseAddress.onLoopback(port, ADMIN, ADMIN, password);
        try (Connection connection = DriverManager.getConnection(admin.url(), admin.properties());
                Statement statement = connection.createStatement()) {
            // The password is hex digits: nothing in it can end the literal.
            statement.execute(
                    "create role %s login createrole password '%s'".formatted(USER, password));
            statement.execute("create database %s owner %s".formatted(DATABASE, USER));
        }
        DatabaseAddress user = DatabaseAddress.onLoopback(port, DATABASE, ADMIN, password);
        try (Connection connection = DriverManager.getConnection(user.url(), user.properties());
                Statement statement = connection.createStatement()) {
            statement.execute("create extension timescaledb");
        }
    }
}
