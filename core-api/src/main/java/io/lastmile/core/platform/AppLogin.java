package io.lastmile.core.platform;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;

/// The database login of the application: owns nothing, inherits nothing, may only become
/// `lastmile_app`, whose policies show rows to a named actor alone. Its password is generated at
/// the first start and kept sealed, so that several instances share it.
public record AppLogin(String user, String password) {
    private static final int PASSWORD_BYTES = 32;
    private static final Purpose PURPOSE = new Purpose("core/login");

    private static final String NAME = "select left('lastmile_' || current_database(), 63) as name";
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtext('lastmile app login'))";
    private static final String FIND = "select secret from core.app_login where login = ?";
    private static final String KEEP = "insert into core.app_login (login, secret) values (?, ?)";
    private static final String EXISTS = "select true from pg_roles where rolname = ?";

    static AppLogin settle(DataSource owner, SecretCipher cipher) {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try {
                AppLogin login = settle(connection, cipher);
                connection.commit();
                return login;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        }
    }

    private static AppLogin settle(Connection connection, SecretCipher cipher) throws SQLException {
        execute(connection, LOCK);
        String user = first(connection, NAME).orElseThrow();
        Optional<byte[]> sealed = sealed(connection, user);
        if (sealed.isPresent()) {
            AppLogin known = new AppLogin(user, cipher.openText(PURPOSE, sealed.get()));
            if (!exists(connection, user)) {
                // A dump brings its rows to another server, not its roles.
                create(connection, known);
            }
            return known;
        }
        AppLogin login = new AppLogin(user, random());
        create(connection, login);
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setString(1, user);
            keep.setBytes(2, cipher.seal(PURPOSE, login.password()));
            keep.executeUpdate();
        }
        return login;
    }

    /// The password is hexadecimal and the name our own, so neither needs more than quotes.
    private static void create(Connection connection, AppLogin login) throws SQLException {
        boolean exists = exists(connection, login.user());
        String name = '"' + login.user().replace("\"", "\"\"") + '"';
        execute(
                connection,
                "%s role %s login noinherit password '%s'"
                        .formatted(exists ? "alter" : "create", name, login.password()));
        execute(
                connection,
                "grant lastmile_app to %s with inherit false, set true".formatted(name));
    }

    private static boolean exists(Connection connection, String user) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(EXISTS)) {
            known.setString(1, user);
            try (ResultSet row = known.executeQuery()) {
                return row.next();
            }
        }
    }

    private static Optional<byte[]> sealed(Connection connection, String user) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, user);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    private static Optional<String> first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// The owner's URL without the owner: the driver lets a URL's own user and password win.
    public String url(String ownerUrl) {
        return ownerUrl.replaceAll("(?<=[?&])(user|password)=[^&]*&?", "").replaceAll("[?&]$", "");
    }

    /// Without the password, for logs.
    @Override
    public String toString() {
        return user;
    }
}
