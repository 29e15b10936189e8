package io.lastmile.core.papers;

import io.lastmile.core.identity.Patience;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Whether a paper is genuine, for whoever holds it. An address that asks with wrong codes waits
/// longer and longer.
public final class Verifying {
    private static final Actor READER = Actor.system("verify");

    private final Database database;
    private final Numbers numbers;
    private final Codes codes;
    private final Patience patience;

    Verifying(Database database, Numbers numbers, Codes codes, Clock clock) {
        this.database = database;
        this.numbers = numbers;
        this.codes = codes;
        this.patience = new Patience(clock);
    }

    /// Nothing for a wrong code, whether there is such a number or not.
    public Optional<Genuine> find(String number, String code, String address) {
        patience.admit(address)
                .ifPresent(left -> {
                    throw wait(left);
                });
        Optional<Genuine> found =
                codes.fits(number, code)
                        ? READER.call(() -> database.read(() -> numbers.find(number)))
                        : Optional.empty();
        found.ifPresent(_ -> patience.succeeded(address));
        return found;
    }

    /// Where the code under the paper of this number leads.
    public String path(String number) {
        return codes.path(number);
    }

    static Refusal wait(Duration left) {
        long seconds = left.toSeconds() + 1;
        return new Refusal(
                Problem.of(
                        429,
                        "wait",
                        "Too many tries",
                        "Wait %d s, then try again.".formatted(seconds)),
                Map.of("Retry-After", "" + seconds));
    }
}
