package io.lastmile.core.platform;

import io.helidon.webserver.http.ServerRequest;

/// Whether the sender of a request that lasts may go on: a stream asks now and then, because a
/// logout, an expiry or another role must end it. The gate leaves it with each request.
public final class Standing {
    private static final System.Logger LOG = System.getLogger(Standing.class.getName());

    private final Guard guard;
    private final ServerRequest request;
    private final Actor actor;

    Standing(Guard guard, ServerRequest request, Actor actor) {
        this.guard = guard;
        this.request = request;
        this.actor = actor;
    }

    public static Standing of(ServerRequest request) {
        return request.context()
                .get(Standing.class)
                .orElseThrow(() -> new IllegalStateException("no standing (expected: a login)"));
    }

    /// Asks the guard again, which may take as long as the database does. A database that does not
    /// answer revokes nothing; anything else but the same actor does.
    public boolean holds() {
        try {
            return guard.actor(request).filter(actor::equals).isPresent();
        } catch (Refusal e) {
            return false;
        } catch (RuntimeException e) {
            boolean away = away(e);
            if (!away) {
                LOG.log(System.Logger.Level.ERROR, "login of a stream not checked, it ends", e);
            }
            return away;
        }
    }

    private static boolean away(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable) {
                return true;
            }
        }
        return Database.sqlState(failure).isPresent();
    }
}
