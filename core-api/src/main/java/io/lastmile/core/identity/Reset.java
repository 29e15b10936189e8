package io.lastmile.core.identity;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Platform;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Setting a password without the former one: by a token that came by letter or from a colleague.
final class Reset {
    private static final int LETTERS_MAX = 3;
    private static final Duration LETTERS_WINDOW = Duration.ofHours(1);
    private static final Purpose PURPOSE = new Purpose("password-reset");

    private final Platform platform;
    private final Stores stores;
    private final Passwords passwords;
    private final SecretCipher cipher;

    Reset(Platform platform, Stores stores, Passwords passwords, SecretCipher cipher) {
        this.platform = platform;
        this.stores = stores;
        this.passwords = passwords;
        this.cipher = cipher;
    }

    /// Whether a letter goes out, the sender of the request never learns.
    void ask(String loginOrEmail, String language) {
        platform.database()
                .transact(() -> {
                    stores.accounts()
                            .byLogin(loginOrEmail)
                            .or(() -> stores.accounts().byEmail(loginOrEmail))
                            .filter(account -> account.disabled().isEmpty())
                            .filter(this::mayAskAgain)
                            .ifPresent(account -> write(account, language));
                    return loginOrEmail;
                });
    }

    private boolean mayAskAgain(Account account) {
        Clock clock = platform.clock();
        boolean free =
                stores.resets().since(account.id(), clock.instant().minus(LETTERS_WINDOW))
                        < LETTERS_MAX;
        if (!free) {
            platform.meters().counter("lastmile.core.resets.refused").increment();
        }
        return free;
    }

    private void write(Account account, String language) {
        account.email()
                .ifPresent(email -> {
                    Token token = stores.resets().add(account.id(), Staff.RESET);
                    byte[] sealed = cipher.seal(PURPOSE, token.text());
                    platform.outbox()
                            .add(
                                    new PasswordResetRequested(
                                            account.id(),
                                            account.name(),
                                            email,
                                            language,
                                            Base64.getEncoder().encodeToString(sealed)));
                });
    }

    String path(PasswordResetRequested event) {
        byte[] sealed = Base64.getDecoder().decode(event.sealed());
        return "/password/reset?token=" + cipher.openText(PURPOSE, sealed);
    }

    /// Whose password the token sets, while it is good.
    Optional<Account> account(Token token) {
        return platform.database()
                .read(() -> stores.resets().account(token).flatMap(stores.accounts()::find));
    }

    /// Sets it and ends all sessions and API keys. False: the token is no longer good.
    boolean set(Token token, String password, String address) {
        Optional<Account> account = account(token);
        if (account.isEmpty()) {
            return false;
        }
        Account of = account.get();
        String hash = passwords.hash(password);
        Actor owner = Credentials.staff(of.id(), of.login(), of.role(), address);
        return owner.call(() -> platform.database().transact(() -> set(token, of.id(), hash)));
    }

    private boolean set(Token token, int account, String hash) {
        boolean good =
                stores.resets().account(token).filter(of -> of == account).isPresent()
                        && stores.resets().useAll(account);
        if (good) {
            stores.hashes().set(account, hash, platform.clock().instant());
            stores.sessions().endAll(account, 0, 0);
            stores.keys().revokeAll(account);
        }
        return good;
    }
}
