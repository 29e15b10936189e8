package io.lastmile.core.lines;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Polls of a router in buckets, in columns; a bucket without a poll is empty. Answer times and
/// intervals are averages in milliseconds, sessions the greatest count.
public record PollSeries(
        Instant from,
        Instant to,
        int stepSeconds,
        List<Instant> t,
        List<Optional<Long>> intervalMillis,
        List<Optional<Long>> answerMillis,
        List<Optional<Long>> answerMillisMax,
        List<Optional<Long>> sessions,
        List<Long> polls) {}
