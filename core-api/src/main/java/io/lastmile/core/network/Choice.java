package io.lastmile.core.network;

/// What becomes of a row.
public enum Choice {
    /// The router's values become ours.
    TAKE,
    /// Ours stay and the router is changed to them.
    KEEP,
    /// Nothing is touched.
    IGNORE
}
