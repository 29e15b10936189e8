package io.lastmile.collector.routeros;

/// Who receives the sentences of one connection, always on its event loop.
public interface SentenceHandler {
    /// Bytes came; their sentences follow.
    default void arrived() {}

    /// The view is valid during this call only.
    Demand sentence(Sentence sentence);

    /// The stream broke the protocol; the connection is being closed.
    void violated(ProtocolViolation violation);
}
