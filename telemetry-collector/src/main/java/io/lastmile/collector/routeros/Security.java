package io.lastmile.collector.routeros;

/// How the connection is protected. Suites without authentication are never offered.
public sealed interface Security {
    /// The API in clear text: the password crosses the network readable.
    record Plain() implements Security {}

    /// TLS to exactly this certificate, the one that the operator confirmed; who signed it, its
    /// names and its dates do not matter.
    record Pinned(Fingerprint certificate) implements Security {}

    /// TLS to a router whose certificate nobody confirmed yet: every connection ends after the
    /// handshake with [RouterFailure.Untrusted], before a password is sent.
    record Unpinned() implements Security {}
}
