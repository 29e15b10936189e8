package io.lastmile.collector.radius;

/// Why a packet got no answer; each has its counter. The NAS sends again what was ours to keep.
enum Refusal {
    UNKNOWN_NAS,
    OVERSIZED,
    MALFORMED,
    WRONG_SECRET,
    BUSY,
    JOURNAL_FULL,
    JOURNAL_BROKEN
}
