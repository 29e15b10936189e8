package io.lastmile.core.identity;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.PlainText;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Customers prove that a mobile number is theirs by a one-time code. Whether anybody has a number
/// is never told: all answers and limits are the same for one that nobody has.
final class CustomerLogin {
    static final Duration WINDOW = Duration.ofMinutes(15);

    /// To one number from one network within the window.
    static final int SENDS_MAX = 3;

    /// To one number from all networks: a stranger elsewhere leaves its owner some.
    static final int NUMBER_SENDS_MAX = 9;

    static final int SENDS_A_DAY_MAX = 20;

    /// Many customers share an address of a mobile network; codes that were used do not count.
    static final int ADDRESS_SENDS_MAX = 30;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int CODES = 1_000_000;

    sealed interface Asked {
        /// `code` is the id of what this browser has to prove.
        record Sent(long code) implements Asked {}

        record TooMany() implements Asked {}

        /// Nothing is set up that could send a code.
        record NoSender() implements Asked {}
    }

    private final Database database;
    private final LoginCodes codes;
    private final SecretCipher cipher;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();
    private volatile Optional<CodeSender> sender = Optional.empty();
    private volatile Subscribers subscribers = _ -> List.of();

    CustomerLogin(Database database, LoginCodes codes, SecretCipher cipher, MeterRegistry meters) {
        this.database = database;
        this.codes = codes;
        this.cipher = cipher;
        this.meters = meters;
    }

    void connect(CodeSender to) {
        sender = Optional.of(to);
    }

    void connect(Subscribers who) {
        subscribers = who;
    }

    boolean canSend() {
        return sender.filter(CodeSender::ready).isPresent();
    }

    Asked ask(Mobile mobile, String address, String language) {
        Optional<CodeSender> by = sender.filter(CodeSender::ready);
        Asked asked =
                by.isEmpty()
                        ? new Asked.NoSender()
                        : database.transact(() -> ask(by.get(), mobile, address, language));
        count("asked", asked.getClass().getSimpleName());
        return asked;
    }

    private Asked ask(CodeSender by, Mobile mobile, String address, String language) {
        String network = Patience.network(address);
        codes.lock(mobile);
        if (codes.ofMobileThere(mobile, network, WINDOW) >= SENDS_MAX
                || codes.ofMobile(mobile, WINDOW) >= NUMBER_SENDS_MAX
                || codes.ofMobile(mobile, DAY) >= SENDS_A_DAY_MAX
                || codes.ofNetwork(network, WINDOW) >= ADDRESS_SENDS_MAX) {
            return new Asked.TooMany();
        }
        String code = "%06d".formatted(random.nextInt(CODES));
        long id = codes.add(mobile, cipher.seal(purpose(mobile), code), network);
        if (!subscribers.behind(mobile).isEmpty()) {
            by.send(mobile, code, language);
        }
        return new Asked.Sent(id);
    }

    /// Who may go on with this code, `id` being the one this browser was sent: nobody if it is
    /// wrong, old or used, or nobody has the number.
    List<Subscriber> prove(Mobile mobile, long id, String code) {
        List<Subscriber> behind =
                database.transact(() -> right(mobile, id, code) ? behind(mobile) : List.of());
        count("code", behind.isEmpty() ? "wrong" : "right");
        return behind;
    }

    private boolean right(Mobile mobile, long id, String code) {
        String given = PlainText.latinDigits(code).replaceAll("[ -]", "");
        return codes.tried(id)
                .filter(tried ->
                        MessageDigest.isEqual(
                                cipher.open(purpose(mobile), tried.code()),
                                given.getBytes(StandardCharsets.UTF_8)))
                .filter(tried -> codes.use(tried.id()))
                .isPresent();
    }

    List<Subscriber> behind(Mobile mobile) {
        return database.read(() -> subscribers.behind(mobile));
    }

    private void count(String what, String outcome) {
        meters.counter(
                        "lastmile.core.customer.logins",
                        "step",
                        what,
                        "outcome",
                        outcome.toLowerCase(Locale.ROOT))
                .increment();
    }

    private static Purpose purpose(Mobile mobile) {
        return new Purpose("login-code/" + mobile.number());
    }
}
