package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisconnectsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Disconnects disconnects = new Disconnects();

    @Test
    void aThirdOfTheSessionsWithinAMinuteIsAMassDisconnect() {
        assertThat(disconnects.happened(0, 0, 200)).isFalse();
        assertThat(disconnects.happened(20 * SECOND, 30, 170)).isFalse();
        assertThat(disconnects.happened(40 * SECOND, 31, 140)).isTrue();
        assertThat(disconnects.ended()).isEqualTo(61);
    }

    @Test
    void theSameSpreadOverMinutesIsNot() {
        disconnects.happened(0, 0, 200);
        for (int poll = 1; poll <= 4; poll++) {
            assertThat(disconnects.happened(poll * 50 * SECOND, 20, 200 - 20 * poll)).isFalse();
        }
    }

    @Test
    void aHandfulAtASmallRouterIsNot() {
        disconnects.happened(0, 0, 10);
        assertThat(disconnects.happened(30 * SECOND, 10, 0)).isFalse();
    }

    @Test
    void whoComesBackAtOnceStillCounts() {
        disconnects.happened(0, 0, 100);
        assertThat(disconnects.happened(30 * SECOND, 80, 100)).isTrue();
    }
}
