package io.lastmile.core.identity;

import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Finds out whose session cookie or Basic credentials a request carries. A password check costs
/// 0.1 s, so Basic credentials that were right are remembered for a minute, as a keyed hash.
final class Credentials {
    static final String COOKIE = "lastmile";

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int REMEMBERED_MAX = 1_000;
    private static final int HEADER_LENGTH_MAX = 1_000;

    private record Known(String login, Instant until) {}

    private final Database database;
    private final Sessions sessions;
    private final Login login;
    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Credentials(Database database, Sessions sessions, Login login, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.login = login;
        this.clock = clock;
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    Optional<String> session(List<String> cookieHeaders) {
        Optional<String> token = token(cookieHeaders);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Sessions.Live> live = database.read(() -> sessions.find(token.get(), now));
        if (live.isPresent() && live.get().worn()) {
            database.transact(() -> {
                sessions.seen(token.get(), now);
                return now;
            });
        }
        return live.map(Sessions.Live::login);
    }

    static Optional<String> token(List<String> cookieHeaders) {
        return cookieHeaders.stream()
                .flatMap(header -> List.of(header.split(";")).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .filter(token -> !token.isEmpty())
                .findFirst();
    }

    Optional<String> basic(List<String> authorization, String address) {
        if (authorization.isEmpty()
                || authorization.getFirst().length() > HEADER_LENGTH_MAX
                || !authorization.getFirst().toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        String hash = keyed(authorization.getFirst());
        Known before = known.get(hash);
        if (before != null && clock.instant().isBefore(before.until())) {
            return Optional.of(before.login());
        }
        Optional<String> found =
                pair(authorization.getFirst().substring(6).strip())
                        .flatMap(pair -> checked(pair, address));
        found.ifPresent(name -> remember(hash, name));
        return found;
    }

    /// After a changed password nothing of the former one may be left.
    void forget() {
        known.clear();
    }

    private void remember(String hash, String name) {
        if (known.size() >= REMEMBERED_MAX) {
            known.clear();
        }
        known.put(hash, new Known(name, clock.instant().plus(REMEMBERED)));
    }

    private Optional<String> checked(String[] pair, String address) {
        return switch (login.attempt(pair[0], pair[1], address)) {
            case Login.Outcome.Welcome welcome -> Optional.of(welcome.login());
            case Login.Outcome.WrongPassword _ -> Optional.empty();
            case Login.Outcome.Wait wait -> throw waiting(wait.left());
        };
    }

    static Refusal waiting(Duration left) {
        long seconds = Math.max(1, left.toSeconds() + 1);
        return new Refusal(
                Problem.of(
                        429,
                        "wait",
                        "Too many wrong passwords",
                        "Wait %d s, then try again.".formatted(seconds)),
                Map.of("Retry-After", "" + seconds));
    }

    private static Optional<String[]> pair(String encoded) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 || text.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(
                            new String[] {text.substring(0, colon), text.substring(colon + 1)});
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String keyed(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256 is not available", e);
        }
    }
}
