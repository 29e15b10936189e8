package io.lastmile.core.network;

/// How a row of a router stands to our lines.
public enum Verdict {
    /// The router has it, we do not.
    NEW,
    /// Ours and the router's are alike.
    MATCHES,
    DIFFERS,
    /// We have it, the router does not.
    ONLY_OURS,
    /// It cannot become a line; the row says why.
    UNREADABLE
}
