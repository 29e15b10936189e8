package io.lastmile.core.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A POST with an `Idempotency-Key` (a form's field `once`) does its work once: the answer is kept
/// in the work's own transaction and given again to whoever of the same sender repeats the request
/// within 48 hours. The same key on another request is refused. A request that was refused or
/// failed kept nothing and may be repeated. The table knows a key and a body only as hashes keyed
/// with that key, which it does not hold: nobody guesses a password or an NID from it.
public final class Idempotency {
    static final HeaderName HEADER = HeaderNames.create("Idempotency-Key");
    static final HeaderName REPLAYED = HeaderNames.create("Idempotency-Replayed");

    private static final Pattern KEY = Pattern.compile("[!-~]{8,100}");
    private static final int UNPROCESSABLE = 422;
    private static final int REFUSED = 400;

    private final Database database;
    private final Answers answers;

    public Idempotency(Database database, Clock clock) {
        this.database = database;
        this.answers = new Answers(database.client(), clock);
    }

    Handler once(String route, Handler handler) {
        return (request, response) -> {
            Optional<String> key = key(request);
            if (key.isEmpty()) {
                handler.handle(request, response);
            } else {
                once(claim(route, key.get(), request), handler, request, response);
            }
        };
    }

    private void once(
            Answers.Claim claim, Handler handler, ServerRequest request, ServerResponse response) {
        Answers.Answer answer = kept(claim, handler, request, response);
        response.status(Status.create(answer.status()));
        if (!answer.contentType().isEmpty()) {
            response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        }
        if (!answer.location().isEmpty()) {
            response.header(HeaderNames.LOCATION, answer.location());
        }
        response.send(answer.body());
    }

    /// What a page wrote before it drew a refusal is taken back with the claim of the key.
    private Answers.Answer kept(
            Answers.Claim claim, Handler handler, ServerRequest request, ServerResponse response) {
        try {
            return database.transact(() -> {
                if (!answers.claim(claim)) {
                    Answers.Answer before = before(claim);
                    response.header(REPLAYED, "true");
                    return before;
                }
                Answers.Answer fresh = HeldResponse.answer(handler, request, response);
                if (fresh.status() >= REFUSED) {
                    throw new Undone(fresh);
                }
                answers.keep(claim, fresh);
                return fresh;
            });
        } catch (Undone undone) {
            return undone.answer;
        }
    }

    /// Carries a refusing answer out of its unit of work. Costs no stack trace.
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Answers.Answer answer;

        Undone(Answers.Answer answer) {
            super("undone: " + answer.status(), null, false, false);
            this.answer = answer;
        }
    }

    private Answers.Answer before(Answers.Claim claim) {
        Answers.Stored stored = answers.find(claim).orElseThrow();
        if (!stored.route().equals(claim.route())
                || !MessageDigest.isEqual(stored.hash(), claim.hash())) {
            throw Problem.of(
                            UNPROCESSABLE,
                            "key-reused",
                            "This key belongs to another request",
                            "Idempotency-Key: one of POST %s (expected: a fresh one)"
                                    .formatted(stored.route()))
                    .refusal();
        }
        return stored.answer();
    }

    private static Optional<String> key(ServerRequest request) {
        Optional<String> key = request.headers().first(HEADER).or(() -> Body.once(request));
        if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
            throw Problem.invalid("Idempotency-Key", key.get(), "8 to 100 visible characters")
                    .refusal();
        }
        return key;
    }

    private static Answers.Claim claim(String route, String key, ServerRequest request) {
        Actor actor = Actor.current();
        String sender = actor.role().word() + ":" + actor.login();
        byte[] secret = key.getBytes(StandardCharsets.US_ASCII);
        byte[] path = request.path().rawPath().getBytes(StandardCharsets.UTF_8);
        return new Answers.Claim(
                sender,
                HexFormat.of().formatHex(keyed(secret, sender.getBytes(StandardCharsets.UTF_8))),
                route,
                keyed(secret, path, Body.bytes(request)));
    }

    private static byte[] keyed(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256 is not available", e);
        }
    }
}
