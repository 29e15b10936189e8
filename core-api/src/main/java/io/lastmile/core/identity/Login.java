package io.lastmile.core.identity;

import io.lastmile.core.platform.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Checks a login and its password. After some wrong ones both the address and the account have to
/// wait; the account never for more than a minute, so that nobody can lock the operator out.
final class Login {
    static final Duration ACCOUNT_WAIT_MAX = Duration.ofMinutes(1);

    /// What became of a try.
    sealed interface Outcome {
        record Welcome(String login) implements Outcome {}

        record WrongPassword() implements Outcome {}

        /// Not even looked at: try again later.
        record Wait(Duration left) implements Outcome {}
    }

    private final Database database;
    private final Operators operators;
    private final Passwords passwords;
    private final Patience patience;
    private final Clock clock;
    private final MeterRegistry meters;

    Login(Database database, Passwords passwords, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.operators = new Operators(database.client());
        this.passwords = passwords;
        this.patience = new Patience(clock);
        this.clock = clock;
        this.meters = meters;
    }

    Outcome attempt(String login, String password, String address) {
        Outcome outcome = check(login, password, address);
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

    private Outcome check(String login, String password, String address) {
        Optional<Duration> wait = patience.wait(address);
        if (wait.isPresent()) {
            return new Outcome.Wait(wait.get());
        }
        var operator = database.read(() -> operators.find(login));
        Optional<Duration> locked = operator.flatMap(this::locked);
        if (locked.isPresent()) {
            return new Outcome.Wait(locked.get());
        }
        if (operator.isEmpty()) {
            passwords.matchNobody(password);
            patience.failed(address);
            return new Outcome.WrongPassword();
        }
        return passwords.matches(password, operator.get().hash())
                ? welcome(login, address)
                : wrong(operator.get(), address);
    }

    private Outcome welcome(String login, String address) {
        patience.succeeded(address);
        database.transact(() -> {
            operators.succeeded(login);
            return login;
        });
        return new Outcome.Welcome(login);
    }

    private Outcome wrong(Operators.Operator operator, String address) {
        patience.failed(address);
        int beyond = operator.failures() + 1 - Patience.FREE_TRIES;
        Optional<Instant> until =
                beyond < 0
                        ? Optional.empty()
                        : Optional.of(
                                clock.instant().plus(Patience.after(beyond, ACCOUNT_WAIT_MAX)));
        database.transact(() -> {
            operators.failed(operator.login(), until);
            return operator;
        });
        return new Outcome.WrongPassword();
    }

    private Optional<Duration> locked(Operators.Operator operator) {
        return operator.lockedUntil()
                .map(until -> Duration.between(clock.instant(), until))
                .filter(Duration::isPositive);
    }
}
