package io.lastmile.collector.rollup;

import java.time.Duration;

/// How long each level is kept: by age and by bytes on disk, whichever comes first. Days are kept
/// for ever.
public record RetentionConfig(Keep samples, Keep fiveMinutes, Keep hours, Keep polls) {
    public record Keep(Duration age, long bytesMax) {
        public static Keep days(long days) {
            return new Keep(Duration.ofDays(days), Long.MAX_VALUE);
        }
    }

    public static RetentionConfig standard() {
        return new RetentionConfig(Keep.days(2), Keep.days(35), Keep.days(400), Keep.days(35));
    }

    public RetentionConfig {
        if (polls.age().compareTo(samples.age()) < 0) {
            throw new IllegalArgumentException(
                    "polls are kept %s (expected: >= the samples' %s, which they lead to)"
                            .formatted(polls.age(), samples.age()));
        }
    }
}
