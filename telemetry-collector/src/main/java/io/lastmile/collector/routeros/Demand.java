package io.lastmile.collector.routeros;

/// What a consumer of sentences answers to each of them.
public enum Demand {
    MORE,
    /// This one was taken; no further one until resumed. The socket is no longer read, so the peer
    /// stalls.
    PAUSE
}
