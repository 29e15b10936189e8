package io.lastmile.collector.rollup;

import java.time.Duration;

/// How long each level is kept: by age and by bytes on disk, whichever comes first. Days are kept
/// for ever. Sessions and conditions that are over are kept for `past`.
public record RetentionConfig(
        Keep samples, Keep fiveMinutes, Keep hours, Keep polls, Duration past) {
    /// A busy 100,000 lines at 10 s take about 200 GB of samples in 48 hours, 100 GB of 5-minute
    /// totals in 35 days and as much of hours in 400 days.
    public static final long DISK_BYTES_STANDARD = 512L << 30;

    /// Below this a chunk would go as soon as it is full.
    public static final long DISK_BYTES_MIN = 1L << 30;

    /// `bytesMax` counts tables and indexes of a level together.
    public record Keep(Duration age, long bytesMax) {
        public Keep {
            if (age.isNegative() || age.isZero() || bytesMax < 1) {
                throw new IllegalArgumentException(
                        "kept for %s and up to %d bytes (expected: > 0)".formatted(age, bytesMax));
            }
        }

        public Keep upTo(long bytes) {
            return new Keep(age, bytes);
        }
    }

    public static RetentionConfig standard() {
        return within(DISK_BYTES_STANDARD);
    }

    /// The standard ages with so many bytes for all levels together: a half for samples, a quarter
    /// for 5 minutes, 3/16 for hours and the rest for polls.
    public static RetentionConfig within(long diskBytes) {
        if (diskBytes < DISK_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "disk: %d bytes (expected: >= %d)".formatted(diskBytes, DISK_BYTES_MIN));
        }
        long share = diskBytes / 16;
        return new RetentionConfig(
                new Keep(Duration.ofHours(48), 8 * share),
                new Keep(Duration.ofDays(35), 4 * share),
                new Keep(Duration.ofDays(400), 3 * share),
                new Keep(Duration.ofDays(35), share),
                Duration.ofDays(90));
    }

    public RetentionConfig {
        if (polls.age().compareTo(samples.age()) < 0) {
            throw new IllegalArgumentException(
                    "polls are kept %s (expected: >= the samples' %s, which they lead to)"
                            .formatted(polls.age(), samples.age()));
        }
        if (past.compareTo(samples.age()) < 0) {
            throw new IllegalArgumentException(
                    "sessions are kept %s (expected: >= the samples' %s, which belong to them)"
                            .formatted(past, samples.age()));
        }
    }
}
