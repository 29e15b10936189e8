package io.lastmile.collector.routeros;

import org.jspecify.annotations.Nullable;

/// Carries a [RouterFailure] to who waits for a connection or a reply.
public final class RouterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RouterFailure failure;

    RouterException(RouterFailure failure) {
        this(failure, null);
    }

    RouterException(RouterFailure failure, @Nullable Throwable cause) {
        super(failure.text(), cause);
        this.failure = failure;
    }

    public RouterFailure failure() {
        return failure;
    }
}
