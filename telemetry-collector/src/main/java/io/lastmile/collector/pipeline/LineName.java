package io.lastmile.collector.pipeline;

/// What tells a line from the others of its router, before and after the database numbered it.
/// `rawName` is Latin-1 bytes.
public record LineName(Source source, String rawName) {}
