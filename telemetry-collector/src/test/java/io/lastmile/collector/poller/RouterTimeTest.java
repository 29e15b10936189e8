package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouterTimeTest {
    /// 2026-03-01T12:04:09Z and a half.
    private static final long MICROS = 1_772_366_649_500_000L;

    @Test
    void readsBothFormsOfTheDateInTheRoutersZone() {
        assertThat(RouterTime.micros("2026-03-01", "18:04:09", "+06:00")).hasValue(MICROS);
        assertThat(RouterTime.micros("mar/01/2026", "18:04:09", "+06:00")).hasValue(MICROS);
        assertThat(RouterTime.micros("Mar/01/2026", "12:04:09", "+00:00")).hasValue(MICROS);
        assertThat(RouterTime.micros("mar/01/2026", "08:34:09", "-03:30")).hasValue(MICROS);
    }

    @Test
    void whatCannotBeUnderstoodIsNoTime() {
        assertThat(RouterTime.micros("", "", "")).isEmpty();
        assertThat(RouterTime.micros("2026-13-01", "18:04:09", "+06:00")).isEmpty();
        assertThat(RouterTime.micros("mar/32/2026", "18:04:09", "+06:00")).isEmpty();
        assertThat(RouterTime.micros("2026-03-01", "25:00:00", "+06:00")).isEmpty();
        assertThat(RouterTime.micros("2026-03-01", "18:04:09", "21600")).isEmpty();
        assertThat(RouterTime.micros("a/b/c/d", "18:04:09", "+06:00")).isEmpty();
    }
}
