package io.lastmile.core.identity;

import io.lastmile.core.platform.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Checks a login and its password. After some wrong ones both the address and the account have to
/// wait; the account never for more than a minute, so that nobody can lock its owner out.
final class Login {
    static final Duration ACCOUNT_WAIT_MAX = Duration.ofMinutes(1);

    /// What became of a try.
    sealed interface Outcome {
        record Welcome(Account account) implements Outcome {}

        record WrongPassword() implements Outcome {}

        /// Not even looked at: try again later.
        record Wait(Duration left) implements Outcome {}
    }

    private final Database database;
    private final Stores stores;
    private final Passwords passwords;
    private final Patience patience;
    private final Patience strangers;
    private final Clock clock;
    private final MeterRegistry meters;

    Login(Database database, Stores stores, Guards guards, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.stores = stores;
        this.passwords = guards.passwords();
        this.patience = guards.patience();
        this.strangers = new Patience(clock, ACCOUNT_WAIT_MAX);
        this.clock = clock;
        this.meters = meters;
    }

    /// What guessing costs.
    record Guards(Passwords passwords, Patience patience) {}

    Outcome attempt(String login, String password, String address) {
        Optional<Duration> wait = patience.admit(address);
        Outcome outcome =
                wait.isPresent() ? new Outcome.Wait(wait.get()) : check(login, password, address);
        meters.counter(
                        "lastmile.core.logins",
                        "outcome",
                        switch (outcome) {
                            case Outcome.Welcome _ -> "welcome";
                            case Outcome.WrongPassword _ -> "wrong";
                            case Outcome.Wait _ -> "wait";
                        })
                .increment();
        return outcome;
    }

    private record Found(Account account, Hashes.Stored stored, boolean admitted) {}

    private Outcome check(String login, String password, String address) {
        Optional<Found> found = database.transact(() -> find(login));
        if (found.isEmpty()) {
            return nobody(login, password);
        }
        Outcome outcome = checked(found.get(), password);
        if (outcome instanceof Outcome.Welcome) {
            patience.succeeded(address);
        }
        return outcome;
    }

    /// Whom nobody knows has to wait like an account, so that waiting does not tell who exists.
    private Outcome nobody(String login, String password) {
        Optional<Duration> wait = strangers.admit(AccountDraft.low(login));
        if (wait.isPresent()) {
            return new Outcome.Wait(wait.get());
        }
        passwords.matchNobody(password);
        return new Outcome.WrongPassword();
    }

    /// Whether this is the password of who is logged in already; guessing waits all the same.
    Outcome again(int account, String password) {
        Optional<Found> found =
                database.transact(() ->
                        stores.accounts()
                                .find(account)
                                .flatMap(known ->
                                        stores.hashes()
                                                .find(account)
                                                .map(stored -> found(known, stored))));
        if (found.isEmpty()) {
            return new Outcome.WrongPassword();
        }
        return checked(found.get(), password);
    }

    private Outcome checked(Found found, String password) {
        Account account = found.account();
        if (!found.admitted()) {
            return new Outcome.Wait(left(found.stored()));
        }
        if (!passwords.matches(password, found.stored().hash())) {
            return new Outcome.WrongPassword();
        }
        database.transact(() -> {
            stores.hashes().succeeded(account.id());
            return account;
        });
        return new Outcome.Welcome(account);
    }

    /// Who is disabled or has no password yet is answered like somebody who does not exist.
    private Optional<Found> find(String login) {
        return stores.accounts()
                .byLogin(login)
                .filter(account -> account.disabled().isEmpty())
                .flatMap(account ->
                        stores.hashes().find(account.id()).map(stored -> found(account, stored)));
    }

    private Found found(Account account, Hashes.Stored stored) {
        return new Found(
                account,
                stored,
                stores.hashes().admit(account.id(), clock.instant(), ACCOUNT_WAIT_MAX));
    }

    private Duration left(Hashes.Stored stored) {
        return stored.lockedUntil()
                .map(until -> Duration.between(clock.instant(), until))
                .filter(Duration::isPositive)
                .orElse(Duration.ofSeconds(1));
    }
}
