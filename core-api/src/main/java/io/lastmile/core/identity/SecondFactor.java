package io.lastmile.core.identity;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.PlainText;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Sets up and checks the second factor of an account. Call it within a unit of work.
final class SecondFactor {
    /// Longer than a password's: only who knows the password gets so far.
    static final Duration WAIT_MAX = Patience.WAIT_MAX;

    static final int CODE_LENGTH_MAX = 40;

    /// A secret that was shown and not confirmed is shown again so long, then it is a new one.
    private static final Duration SHOWN = Duration.ofMinutes(30);

    enum Outcome {
        RIGHT,
        WRONG,
        WAIT
    }

    private final Stores stores;
    private final SecretCipher cipher;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Totp totp = new Totp();

    SecondFactor(Stores stores, SecretCipher cipher, Clock clock, MeterRegistry meters) {
        this.stores = stores;
        this.cipher = cipher;
        this.clock = clock;
        this.meters = meters;
    }

    boolean has(int account) {
        return stores.secondFactors().find(account).flatMap(found -> found.secret()).isPresent();
    }

    /// What is being set up; a new secret unless one was shown just now.
    Enrolment enrolment(Account account) {
        Optional<byte[]> shown =
                stores.secondFactors()
                        .find(account.id())
                        .flatMap(SecondFactors.Stored::next)
                        .filter(next -> next.created().plus(SHOWN).isAfter(clock.instant()))
                        .map(next -> cipher.open(purpose(account.id()), next.secret()));
        byte[] secret =
                shown.orElseGet(() -> {
                    byte[] fresh = Totp.secret();
                    stores.secondFactors()
                            .begin(account.id(), cipher.seal(purpose(account.id()), fresh));
                    return fresh;
                });
        return Enrolment.of(secret, account.login());
    }

    /// The recovery codes, if the code proves that the app has the secret.
    Optional<List<String>> confirm(int account, String code) {
        Optional<byte[]> next =
                stores.secondFactors()
                        .find(account)
                        .flatMap(SecondFactors.Stored::next)
                        .map(found -> cipher.open(purpose(account), found.secret()));
        OptionalLong step =
                next.map(secret -> totp.step(secret, plain(code), clock.instant()))
                        .orElse(OptionalLong.empty());
        if (step.isEmpty() || !stores.secondFactors().confirm(account, step.getAsLong())) {
            counted(Outcome.WRONG);
            return Optional.empty();
        }
        return Optional.of(stores.recoveryCodes().replace(account));
    }

    /// A code of the app or a recovery code; either is good once.
    Outcome check(int account, String code) {
        if (!stores.secondFactors().admit(account, WAIT_MAX)) {
            return counted(Outcome.WAIT);
        }
        return counted(right(account, code) ? Outcome.RIGHT : Outcome.WRONG);
    }

    private boolean right(int account, String code) {
        if (plain(code).length() > Totp.CODE_LENGTH) {
            boolean used = stores.recoveryCodes().use(account, code);
            if (used) {
                stores.secondFactors().succeeded(account);
            }
            return used;
        }
        OptionalLong step =
                stores.secondFactors()
                        .find(account)
                        .flatMap(SecondFactors.Stored::secret)
                        .map(sealed -> cipher.open(purpose(account), sealed))
                        .map(secret -> totp.step(secret, plain(code), clock.instant()))
                        .orElse(OptionalLong.empty());
        return step.isPresent() && stores.secondFactors().use(account, step.getAsLong());
    }

    /// How long the next try has to wait.
    Duration left(int account) {
        return stores.secondFactors()
                .find(account)
                .flatMap(SecondFactors.Stored::lockedUntil)
                .map(until -> Duration.between(clock.instant(), until))
                .filter(Duration::isPositive)
                .orElse(Duration.ofSeconds(1));
    }

    /// Whoever is left without one sets a new one up at the next login.
    void remove(int account) {
        stores.secondFactors().remove(account);
        stores.recoveryCodes().remove(account);
    }

    private Outcome counted(Outcome outcome) {
        meters.counter(
                        "lastmile.core.second.factors",
                        "outcome",
                        outcome.name().toLowerCase(java.util.Locale.ROOT))
                .increment();
        return outcome;
    }

    private static String plain(String code) {
        return PlainText.latinDigits(code).replaceAll("[ -]", "");
    }

    private static Purpose purpose(int account) {
        return new Purpose("account/" + account + "/second-factor");
    }
}
