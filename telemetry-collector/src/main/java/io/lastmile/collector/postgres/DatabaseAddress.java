package io.lastmile.collector.postgres;

import java.util.Properties;
import org.postgresql.Driver;

/// Where a database is and as whom to enter it.
public record DatabaseAddress(String url, String user, String password) {
    static final String PREFIX = "jdbc:postgresql:";

    public DatabaseAddress {
        if (!understood(url)) {
            throw new IllegalArgumentException(
                    "database url: %s (expected: %s//host:port/database?user=..&password=..)"
                            .formatted(withoutSecrets(url), PREFIX));
        }
    }

    /// What the driver does not understand it takes for another driver's and refuses with the whole
    /// URL, password included, in its message.
    private static boolean understood(String url) {
        String place = place(url);
        return place.startsWith(PREFIX)
                && place.indexOf('@') < 0
                && Driver.parseURL(place, null) != null
                && Driver.parseURL(url, null) != null;
    }

    private static String place(String url) {
        return url.split("[?]", 2)[0];
    }

    /// A password may also have been put where the driver does not look for one.
    private static String withoutSecrets(String url) {
        return place(url).replaceAll("//.*@", "//...@");
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
        return withoutSecrets(url);
    }
}
