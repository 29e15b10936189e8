package io.lastmile.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/// A clock that somebody sets while the collector runs, so that a test can prove that its jumps
/// change nothing: a file holds the seconds that are added to the real one and is read each time.
/// Nothing else has a use for it.
final class ShiftedClock extends Clock {
    private final Clock real;
    private final Path file;

    ShiftedClock(Clock real, Path file) {
        this.real = real;
        this.file = file;
    }

    @Override
    public Instant instant() {
        return real.instant().plusSeconds(shiftSeconds());
    }

    private long shiftSeconds() {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("clock file: " + file + " (expected: readable)", e);
        }
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ShiftedClock(real.withZone(zone), file);
    }
}
