package io.lastmile.collector.store;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.credentials.SecretUnreadable;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.radius.KnownNas;
import io.lastmile.collector.radius.Nas;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The routers that account by RADIUS (`core.pollable_radius`), in memory, read anew after each
/// change. Until they were read nobody is known, and nobody answered.
public final class PollableRadius implements KnownNas, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PollableRadius.class.getName());

    private static final String SELECT = "select router, address, secret from core.pollable_radius";

    private final SecretCipher cipher;
    private final ChangeWatch watch;
    private volatile Map<InetAddress, Nas> known = Map.of();

    public PollableRadius(DatabaseAddress address, SecretCipher cipher) {
        this.cipher = cipher;
        this.watch = new ChangeWatch(address, "pollable_router", this::read);
    }

    @Override
    public @Nullable Nas at(InetAddress address) {
        return known.get(address);
    }

    private void read(Connection connection) throws SQLException {
        Map<InetAddress, Nas> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                add(found, row);
            }
        }
        known = Map.copyOf(found);
    }

    /// One secret that cannot be opened keeps nobody else from being answered.
    private void add(Map<InetAddress, Nas> found, ResultSet row) throws SQLException {
        int router = row.getInt("router");
        try {
            String secret = cipher.openText(Purpose.radiusSecret(router), row.getBytes("secret"));
            found.put(InetAddress.ofLiteral(row.getString("address")), new Nas(router, secret));
        } catch (SecretUnreadable | IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "RADIUS of router {0} is not answered: {1}",
                    router,
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
