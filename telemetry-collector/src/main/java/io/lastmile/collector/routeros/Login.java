package io.lastmile.collector.routeros;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/// Both logins (routeros.md 1.5): the plain form first; a `!done` with `=ret=` is a router before
/// 6.43 that ignored it and sent its challenge.
final class Login {
    private static final Field PASSWORD = Field.of("password");
    private static final Field RESPONSE = Field.of("response");
    private static final String PATH = "/login";
    private static final String CHALLENGE = "(?:[0-9a-fA-F]{2}){1,64}";

    private final Conversation conversation;
    private final Credentials credentials;

    Login(Conversation conversation, Credentials credentials) {
        this.conversation = conversation;
        this.credentials = credentials;
    }

    /// On the event loop. Traps come as [RouterFailure.LoginRefused].
    CompletableFuture<Reply> start() {
        Command plain =
                Command.of(PATH)
                        .with(Field.NAME, credentials.username())
                        .with(PASSWORD, credentials.password());
        return conversation
                .untagged(plain)
                .thenCompose(this::answer)
                .exceptionallyCompose(this::named);
    }

    private CompletableFuture<Reply> answer(Reply first) {
        if (first.ret().isEmpty()) {
            return CompletableFuture.completedFuture(first);
        }
        if (!credentials.legacyLogin()) {
            return failed(new RouterFailure.LegacyLoginRefused());
        }
        if (!first.ret().matches(CHALLENGE)) {
            return failed(
                    new RouterFailure.Violated(
                            "login challenge of " + first.ret().length() + " characters",
                            "hex digits in pairs, at most 128"));
        }
        return conversation.untagged(
                Command.of(PATH)
                        .with(Field.NAME, credentials.username())
                        .with(RESPONSE, response(credentials.password(), first.ret())));
    }

    private CompletableFuture<Reply> named(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        RouterException known =
                thrown instanceof RouterException direct
                        ? direct
                        : cause instanceof RouterException wrapped
                                ? wrapped
                                : new RouterException(
                                        new RouterFailure.Violated(
                                                String.valueOf(cause.getMessage()), "a login"),
                                        cause);
        return known.failure() instanceof RouterFailure.Trapped trapped
                ? failed(
                        new RouterFailure.LoginRefused(
                                trapped.kind(), trapped.traps().getFirst().message()))
                : CompletableFuture.failedFuture(known);
    }

    private static CompletableFuture<Reply> failed(RouterFailure failure) {
        return CompletableFuture.failedFuture(new RouterException(failure));
    }

    /// `00` and the hex of md5(0x00, password, challenge). MD5 is what those routers speak.
    static String response(String password, String challengeHex) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update((byte) 0);
            md5.update(password.getBytes(StandardCharsets.UTF_8));
            md5.update(HexFormat.of().parseHex(challengeHex));
            return "00" + HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("MD5: missing (expected: in every JDK)", missing);
        }
    }
}
