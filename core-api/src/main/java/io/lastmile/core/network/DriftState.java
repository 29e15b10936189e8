package io.lastmile.core.network;

/// What the drift board can be asked for.
public enum DriftState {
    PENDING,
    FAILED,
    UNMANAGED
}
