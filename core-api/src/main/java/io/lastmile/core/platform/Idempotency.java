package io.lastmile.core.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/// A POST with an `Idempotency-Key` (a form's field `once`) does its work once: the answer is kept
/// in the work's own transaction and given again to whoever of the same sender repeats the request
/// within 48 hours. The same key on another request is refused. A request that was refused or
/// failed kept nothing and may be repeated.
public final class Idempotency {
    static final HeaderName HEADER = HeaderNames.create("Idempotency-Key");
    static final HeaderName REPLAYED = HeaderNames.create("Idempotency-Replayed");

    private static final Pattern KEY = Pattern.compile("[!-~]{8,100}");
    private static final int UNPROCESSABLE = 422;

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
        Answers.Answer answer =
                database.transact(() -> {
                    if (!answers.claim(claim)) {
                        Answers.Answer before = before(claim);
                        response.header(REPLAYED, "true");
                        return before;
                    }
                    Answers.Answer fresh = HeldResponse.answer(handler, request, response);
                    answers.keep(claim, fresh);
                    return fresh;
                });
        response.status(Status.create(answer.status()));
        if (!answer.contentType().isEmpty()) {
            response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        }
        if (!answer.location().isEmpty()) {
            response.header(HeaderNames.LOCATION, answer.location());
        }
        response.send(answer.body());
    }

    private Answers.Answer before(Answers.Claim claim) {
        Answers.Stored stored = answers.find(claim).orElseThrow();
        if (!stored.route().equals(claim.route())
                || !MessageDigest.isEqual(stored.hash(), claim.hash())) {
            throw Problem.of(
                            UNPROCESSABLE,
                            "key-reused",
                            "This key belongs to another request",
                            "Idempotency-Key: %s of POST %s (expected: a fresh one)"
                                    .formatted(claim.key(), stored.route()))
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
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(request.path().rawPath().getBytes(StandardCharsets.UTF_8));
            byte[] hash = digest.digest(Body.bytes(request));
            return new Answers.Claim(actor.role().word() + ":" + actor.login(), key, route, hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
