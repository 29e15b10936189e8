package io.lastmile.core.platform;

/// No connection, or one that broke; trying later may help.
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnavailable(Throwable cause) {
        super("database: " + cause.getMessage(), cause);
    }
}
