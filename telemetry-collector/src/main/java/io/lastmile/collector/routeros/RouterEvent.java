package io.lastmile.collector.routeros;

/// What is counted of the conversation with routers.
public enum RouterEvent {
    CONNECTED,
    CONNECT_FAILED,
    LOGIN_REFUSED,
    UNTRUSTED,
    /// The router ended the connection.
    CLOSED,
    RESET,
    FATAL,
    VIOLATION,
    TRAP,
    EMPTY,
    /// A reply word that we do not know (routeros.md 1.3).
    UNKNOWN_REPLY,
    /// A reply for a command that had been given up.
    LATE_REPLY,
    /// A reply for a tag that we never sent.
    STRAY_REPLY,
    IDLE_TIMEOUT,
    CANCEL,
    ROWS_LIMIT,
    COMMANDS_LIMIT,
    HANDLER_FAILED,
    /// Auto-read went off because a consumer was full.
    PAUSE
}
