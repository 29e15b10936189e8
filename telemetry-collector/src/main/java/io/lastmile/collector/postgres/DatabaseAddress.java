package io.lastmile.collector.postgres;

import java.util.Properties;

/// Where a database is and as whom to enter it.
public record DatabaseAddress(String url, String user, String password) {
    static final String PREFIX = "jdbc:postgresql:";

    public DatabaseAddress {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "database url: " + url.split("[?]", 2)[0] + " (expected: " + PREFIX + "...)");
        }
    }

    /// A JDBC URL that carries user and password itself (`?user=..&password=..`), as
    /// `--database-url` takes it.
    public static DatabaseAddress ofUrl(String url) {
        return new DatabaseAddress(url, "", "");
    }

    static DatabaseAddress onLoopback(int port, String database, String user, String password) {
        return new DatabaseAddress(PREFIX + "//127.0.0.1:" + port + "/" + database, user, password);
    }

    /// What the driver's `connect` takes; empty parts are left to the URL.
    public Properties properties() {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    /// Without anything secret, for logs.
    @Override
    public String toString() {
        return url.split("[?]", 2)[0];
    }
}
