package io.lastmile.core.platform;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Ends a request with a problem, from however deep it was found. Costs no stack trace.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    Refusal(Problem problem) {
        this(problem, Map.of());
    }

    public Refusal(Problem problem, Map<String, String> headers) {
        super(problem.title() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public Problem problem() {
        return problem;
    }

    /// How long the client should wait, if that is why it was refused.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(headers.get("Retry-After"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /// What the answer carries besides, for example `Retry-After`.
    Map<String, String> headers() {
        return headers;
    }
}
