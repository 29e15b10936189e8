package io.lastmile.collector.pipeline;

/// A router's memory as the writer fetched it for the pipeline.
///
/// `ours` says that the database stands exactly where this collector left it (the same batch), so
/// that every waiting reading is newer. Otherwise another writer may have been ahead of us:
/// readings that are not provably newer than the memory are dropped, which loses resolution and no
/// byte.
public record Recalled(RouterMemory memory, boolean ours) {}
