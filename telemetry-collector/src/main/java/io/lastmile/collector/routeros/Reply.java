package io.lastmile.collector.routeros;

/// How a command ended well: the rows it gave and `=ret=` of its `!done` (an id, a count), empty
/// where there was none.
public record Reply(long rows, String ret) {}
