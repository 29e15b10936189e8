package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.poller.Condition.Kind;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.collector.simulator.FleetConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Simulated routers whose queues do not see what the sessions' interfaces see. Their time runs a
/// hundred times as fast as ours, so that every line moves enough between two checks.
class SourceDisagreementTest {
    private static final int HASTE = 100;
    private static final Instant EVENING = Instant.parse("2026-03-10T13:00:00Z");

    @TempDir private Path folder;
    private Rig rig;

    @BeforeEach
    void start() {
        long begun = System.nanoTime();
        InstantSource hasty = () -> EVENING.plusNanos(HASTE * (System.nanoTime() - begun));
        Clock clock = hasty.withZone(ZoneOffset.UTC);
        rig = new Rig(FleetConfig.quiet(2, 40, 11, clock), folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void whatGoesPastItsQueueIsToldPerLineUntilItDoesNot() throws InterruptedException {
        rig.router(1).set(Fault.FASTTRACK, 90);
        rig.assignAll();
        rig.await("lines", () -> rig.ofLines(Kind.SOURCE_DISAGREEMENT, 1) > 0);

        assertThat(rig.evidence).anyMatch(each -> "bypass".equals(each.get("finding")));
        assertThat(rig.ofLines(Kind.SOURCE_DISAGREEMENT, 2)).isZero();
        rig.router(1).clear(Fault.FASTTRACK);
        rig.await("over", () -> rig.ofLines(Kind.SOURCE_DISAGREEMENT, 1) == 0);
    }

    @Test
    void directionsTheWrongWayRoundAreTold() throws InterruptedException {
        rig.router(1).set(Fault.QUEUES_SWAPPED, 0);
        rig.assignAll();
        rig.await(
                "swapped",
                () ->
                        rig.ofLines(Kind.SOURCE_DISAGREEMENT, 1) > 0
                                && rig.evidence.stream()
                                        .anyMatch(each -> "swapped".equals(each.get("finding"))));
    }

    @Test
    void aStaticQueueOnASessionsAddressIsHeldAgainstItToo() throws InterruptedException {
        String user = rig.router(1).lines().getFirst().name();
        String address = rig.router(1).address(user).orElseThrow();
        rig.router(1).addQueue("limit", address + "/32", "none");
        rig.assignAll();
        rig.await(
                "doubles", () -> rig.readingsOf(1).stream().anyMatch(SourceDisagreementTest::has));

        // Two queues for one session count it twice, which is no bypass.
        rig.polls(1, 3 * SourceCheck.EVERY_LISTINGS);
        assertThat(rig.ofLines(Kind.SOURCE_DISAGREEMENT, 1)).isZero();
    }

    private static boolean has(io.lastmile.collector.pipeline.PollReading reading) {
        return reading.tables().stream()
                .anyMatch(table -> table.size() == 1 && table.isDouble(0) && table.counted() == 0);
    }
}
