package io.lastmile.core.identity;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Role;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/// The first start: whoever holds the token that the program printed makes the owner's account.
/// Only while no account exists, so that no stranger on the network is faster and nobody can come
/// back later.
final class SetUp {
    private final Database database;
    private final Stores stores;
    private final Passwords passwords;
    private final Clock clock;
    private volatile Optional<Token> token = Optional.empty();

    SetUp(Database database, Stores stores, Passwords passwords, Clock clock) {
        this.database = database;
        this.stores = stores;
        this.passwords = passwords;
        this.clock = clock;
    }

    /// The page's path with the token, if there is nobody yet. It is told once.
    Optional<String> begin() {
        if (database.read(stores.accounts()::any)) {
            return Optional.empty();
        }
        token = Optional.of(Token.random());
        return token.map(fresh -> "/setup?token=" + fresh.text());
    }

    boolean opens(Token given) {
        return token.filter(known -> MessageDigest.isEqual(known.hash(), given.hash())).isPresent()
                && !database.read(stores.accounts()::any);
    }

    /// The owner; nothing if somebody else was faster or the token is wrong.
    Optional<Account> finish(Token given, AccountDraft draft, String password, String address) {
        if (draft.role() != Role.OWNER || !opens(given)) {
            return Optional.empty();
        }
        String hash = passwords.hash(password);
        Optional<Account> owner = Actor.system("set-up", address).call(() -> addFirst(draft, hash));
        if (owner.isPresent()) {
            token = Optional.empty();
        }
        return owner;
    }

    private Optional<Account> addFirst(AccountDraft draft, String hash) {
        return database.transact(() -> {
            stores.accounts().lockAll();
            return stores.accounts().any() ? Optional.empty() : Optional.of(add(draft, hash));
        });
    }

    private Account add(AccountDraft draft, String hash) {
        int id = stores.accounts().add(draft);
        stores.hashes().set(id, hash, clock.instant());
        return stores.accounts().find(id).orElseThrow();
    }
}
