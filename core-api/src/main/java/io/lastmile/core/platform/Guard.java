package io.lastmile.core.platform;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// Who sends a request. Room identity answers; wrong credentials end in a `Refusal`, none in
/// nothing.
@FunctionalInterface
public interface Guard {
    Optional<Actor> actor(ServerRequest request);
}
