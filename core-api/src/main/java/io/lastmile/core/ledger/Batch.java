package io.lastmile.core.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What is in the books: a posting with who made it when, what it mirrors and what mirrors it.
public record Batch(
        long id,
        Source source,
        LocalDate day,
        Instant time,
        String says,
        String by,
        Optional<Long> reverses,
        Optional<Long> reversedBy,
        List<Entry> entries) {
    public Batch {
        entries = List.copyOf(entries);
    }
}
