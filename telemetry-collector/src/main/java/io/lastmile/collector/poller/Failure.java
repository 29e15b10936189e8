package io.lastmile.collector.poller;

import io.lastmile.collector.credentials.SecretUnreadable;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import java.util.Map;

/// Why a poll came to nothing, as far as a person must know it.
record Failure(HealthState state, String text, Map<String, String> evidence) {
    static Failure of(RuntimeException thrown) {
        return switch (thrown) {
            case RouterException failed -> of(failed.failure());
            case SecretUnreadable sealed -> of(HealthState.AUTH_FAILED, text(sealed));
            default -> of(HealthState.FAILING, text(thrown));
        };
    }

    private static String text(RuntimeException thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    private static Failure of(HealthState state, String text) {
        String bounded = Shown.bounded(text);
        return new Failure(state, bounded, Map.of("error", bounded));
    }

    private static Failure of(RouterFailure failure) {
        HealthState state =
                switch (failure) {
                    case RouterFailure.Unreachable _,
                            RouterFailure.ConnectTimeout _,
                            RouterFailure.TlsFailed _,
                            RouterFailure.Closed _,
                            RouterFailure.ClosedHere _,
                            RouterFailure.Reset _,
                            RouterFailure.Idle _,
                            RouterFailure.Cancelled _ ->
                            HealthState.UNREACHABLE;
                    case RouterFailure.LoginRefused _, RouterFailure.LegacyLoginRefused _ ->
                            HealthState.AUTH_FAILED;
                    case RouterFailure.Untrusted _ -> HealthState.UNTRUSTED;
                    case RouterFailure.Fatal _,
                            RouterFailure.Violated _,
                            RouterFailure.Trapped _,
                            RouterFailure.TooManyRows _,
                            RouterFailure.TooManyCommands _,
                            RouterFailure.HandlerFailed _ ->
                            HealthState.FAILING;
                };
        if (failure instanceof RouterFailure.Untrusted untrusted) {
            return new Failure(
                    state,
                    Shown.bounded(failure.text()),
                    Map.of("found", untrusted.found().hex(), "expected", untrusted.expected()));
        }
        String error = Shown.bounded(failure.text());
        return new Failure(state, error, Map.of("error", error, "why", why(failure)));
    }

    /// In one word, for texts in the reader's language; `error` is for technicians.
    private static String why(RouterFailure failure) {
        return switch (failure) {
            case RouterFailure.Unreachable unreachable -> why(unreachable.cause());
            case RouterFailure.ConnectTimeout _ -> "no-answer";
            case RouterFailure.TlsFailed _ -> "tls";
            case RouterFailure.Closed _, RouterFailure.ClosedHere _, RouterFailure.Reset _ ->
                    "closed";
            case RouterFailure.Idle _, RouterFailure.Cancelled _ -> "silent";
            case RouterFailure.LoginRefused _ -> "login-refused";
            case RouterFailure.LegacyLoginRefused _ -> "legacy-login";
            case RouterFailure.Untrusted _ -> "certificate";
            case RouterFailure.Fatal _ -> "closed";
            case RouterFailure.Trapped _ -> "trap";
            case RouterFailure.TooManyRows _ -> "too-many-rows";
            case RouterFailure.TooManyCommands _ -> "too-many-commands";
            case RouterFailure.Violated _, RouterFailure.HandlerFailed _ -> "not-understood";
        };
    }

    private static String why(String cause) {
        return switch (cause) {
            case "unknown host", "connection refused", "no route to host" ->
                    cause.replace(' ', '-');
            default -> "unreachable";
        };
    }

    /// Only a person can mend it.
    boolean refused() {
        return state == HealthState.AUTH_FAILED || state == HealthState.UNTRUSTED;
    }

    Condition.Kind kind() {
        return switch (state) {
            case AUTH_FAILED -> Condition.Kind.AUTH_FAILED;
            case UNTRUSTED -> Condition.Kind.FINGERPRINT_CHANGED;
            case FAILING, ANSWERING, STARTING -> Condition.Kind.POLL_FAILING;
            case UNREACHABLE -> Condition.Kind.ROUTER_UNREACHABLE;
        };
    }
}
