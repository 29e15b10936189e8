package io.lastmile.collector.simulator;

import java.util.Locale;

/// What can be wrong with a router for as long as somebody wants it. Each takes a number; where no
/// meaning is given it is ignored.
public enum Fault {
    /// Milliseconds before each part of an answer (256 rows).
    SLOW_ANSWERS,
    /// Every print finds nothing: `!empty`, `!done`.
    EMPTY_REPLIES,
    /// Any command after login is answered by `!fatal` and the end of the connection.
    FATAL,
    /// Longer prints end after that many rows: the next one stops within a word, then TCP closes.
    DROP_MID_WORD,
    /// The same, but at the end of a word: a sentence without its end.
    END_MID_SENTENCE,
    /// Comments hold newlines, words of the protocol and bytes that are not UTF-8.
    HOSTILE_TEXT,
    /// Seconds that the router's own clock is ahead; its uptime is not touched.
    CLOCK_SKEW,
    /// Every login is refused.
    WRONG_PASSWORD,
    /// Percent that `cpu-load` shows.
    CPU_LOAD,
    /// Longer prints end after that many rows with a trap and `!done`.
    TRUNCATED_LISTING,
    /// Prints of counters leave out the rows whose id is a multiple of that number; 1 leaves none.
    MISSING_ROWS,
    /// Connections are accepted, read and never answered.
    SILENT,
    /// The ports are closed.
    REFUSED,
    /// Each row says everything twice.
    DUPLICATE_KEYS,
    /// Reply words that no client knows stand between the rows.
    UNKNOWN_REPLIES,
    /// Percent of the bytes that go past every simple queue.
    FASTTRACK,
    /// Queues write download before upload.
    QUEUES_SWAPPED,
    /// Every change is refused by a trap.
    EDITS_REFUSED,
    /// Answers to different tags alternate row by row.
    INTERLEAVED;

    /// `slow-answers`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Fault of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
