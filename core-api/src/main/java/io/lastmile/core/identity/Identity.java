package io.lastmile.core.identity;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Guard;
import io.lastmile.core.platform.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/// The room's parts, wired.
public final class Identity {
    public static final String OPERATOR = "operator";

    /// In whose name accounts and sessions are looked at before anybody is logged in.
    static final Actor LOGIN = Actor.system("login");

    private final Database database;
    private final Clock clock;
    private final Passwords passwords = new Passwords();
    private final Operators operators;
    private final Sessions sessions;
    private final Credentials credentials;
    private final LoginRoutes routes;

    public Identity(Database database, Clock clock, ZoneId zone, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        this.operators = new Operators(database.client());
        this.sessions = new Sessions(database.client());
        Login login = new Login(database, passwords, clock, meters);
        this.credentials = new Credentials(database, sessions, login, clock);
        this.routes = new LoginRoutes(database, sessions, login, clock, zone);
    }

    /// Makes sure that the operator exists. A configured password that differs from the stored one
    /// replaces it and ends all sessions. Without one the first start generates a password and
    /// returns it: it can never be read again.
    public Optional<String> settle(Optional<String> configured) {
        return LOGIN.call(() -> settled(configured));
    }

    private Optional<String> settled(Optional<String> configured) {
        Optional<String> stored =
                database.read(() -> operators.find(OPERATOR)).map(Operators.Operator::hash);
        if (configured.isPresent()) {
            if (stored.filter(hash -> passwords.matches(configured.get(), hash)).isEmpty()) {
                replace(configured.get());
            }
            return Optional.empty();
        }
        if (stored.isPresent()) {
            return Optional.empty();
        }
        String generated = passwords.generate();
        replace(generated);
        return Optional.of(generated);
    }

    private void replace(String password) {
        String hash = passwords.hash(password);
        database.transact(() -> {
            operators.save(OPERATOR, hash, clock.instant());
            sessions.closeAll(OPERATOR);
            return hash;
        });
        credentials.forget();
    }

    public Guard guard() {
        return new IdentityGuard(new OperatorProvider(credentials));
    }

    public void routes(Routes to) {
        routes.routes(to);
    }
}
