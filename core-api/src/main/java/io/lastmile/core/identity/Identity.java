package io.lastmile.core.identity;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Guard;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.util.Optional;

/// The room's parts, wired.
public final class Identity {
    /// The owner's login where the configuration has a password for one.
    public static final String OPERATOR = "operator";

    /// In whose name accounts and sessions are looked at before anybody is logged in.
    static final Actor LOGIN = Actor.system("login");

    private final Platform ground;
    private final Stores stores;
    private final Passwords passwords = new Passwords();
    private final Credentials credentials;
    private final LoginRoutes loginRoutes;
    private final MeRoutes meRoutes;

    public Identity(Platform ground, SecretCipher cipher, IdentityConfig config) {
        this.ground = ground;
        Database database = ground.database();
        this.stores = Stores.of(database.client(), ground.clock());
        this.credentials = new Credentials(database, stores, ground.meters());
        var guards = new Login.Guards(passwords, new Patience(ground.clock()));
        var entrance = new Entrance(database, stores.sessions());
        Login login = new Login(database, stores, guards, ground.clock(), ground.meters());
        this.loginRoutes = new LoginRoutes(login, entrance);
        this.meRoutes = new MeRoutes(config.zone());
    }

    /// Makes sure that the owner `operator` exists and has this password. A password that differs
    /// from the stored one replaces it and ends all of the owner's sessions.
    public void settle(String password) {
        LOGIN.run(() -> {
            Optional<Account> owner =
                    ground.database().read(() -> stores.accounts().byLogin(OPERATOR));
            Optional<String> stored =
                    owner.flatMap(account ->
                            ground.database()
                                    .read(() -> stores.hashes().find(account.id()))
                                    .map(Hashes.Stored::hash));
            if (stored.filter(hash -> passwords.matches(password, hash)).isEmpty()) {
                String hash = passwords.hash(password);
                ground.database().transact(() -> replace(owner, hash));
            }
        });
    }

    private int replace(Optional<Account> owner, String hash) {
        int id = owner.map(Account::id).orElseGet(() -> stores.accounts().add(OWNER));
        stores.hashes().set(id, hash, ground.clock().instant());
        stores.sessions().endAll(id, 0, 0);
        return id;
    }

    private static final AccountDraft OWNER =
            new AccountDraft(OPERATOR, "Operator", Optional.empty(), Optional.empty(), Role.OWNER);

    /// An API key that may all that its account may, for programs of this installation.
    public String key(String login, String name) {
        return LOGIN.call(() ->
                ground.database()
                        .transact(() -> {
                            Account account = stores.accounts().byLogin(login).orElseThrow();
                            return stores.keys()
                                    .add(
                                            account.id(),
                                            name,
                                            Permissions.of(account.role()),
                                            Optional.empty())
                                    .text();
                        }));
    }

    public Guard guard() {
        return new IdentityGuard(new PersonProvider(credentials));
    }

    public void routes(Routes to) {
        loginRoutes.routes(to);
        meRoutes.routes(to);
    }
}
