package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TruthTest {
    private final MovableClock clock = Dial.evening();
    private Fleet fleet;
    private SimulatedRouter router;
    private RouterClient client;

    @BeforeEach
    void start() {
        fleet = Fleet.start(FleetConfig.quiet(1, 20, Dial.SEED, clock));
        router = fleet.routers().getFirst();
        client = Dial.reader(router);
    }

    @AfterEach
    void stop() {
        client.close();
        fleet.close();
    }

    @Test
    void nothingIsTrueUntilItWasPrinted() {
        assertThat(router.truth()).isEmpty();
        Dial.print(client, "/interface", Field.NAME);
        assertThat(router.truth()).isEmpty();
    }

    @Test
    void reportedIsTheLastReadingThatACompletedPrintGave() {
        List<Sentence> first = print();
        clock.advance(Duration.ofMinutes(10));
        List<Sentence> second = print();
        clock.advance(Duration.ofMinutes(10));
        assertThat(first).hasSameSizeAs(second);
        for (Sentence row : second) {
            Life life = life(row);
            assertThat(life.readings()).hasSize(2);
            assertThat(life.reported().orElseThrow().bytes()).isEqualTo(bytes(row));
            assertThat(life.reportedTotal()).isEqualTo(bytes(row));
            assertThat(life.carried().down()).isGreaterThanOrEqualTo(bytes(row).down());
            assertThat(life.live()).isTrue();
        }
        assertThat(fleet.truth()).hasSameSizeAs(router.truth());
    }

    @Test
    void aPrintThatDidNotEndReportsNothing() {
        List<Sentence> whole = print();
        clock.advance(Duration.ofMinutes(10));
        router.once(Fault.DROP_MID_WORD, 15);
        assertThatThrownBy(this::print).isInstanceOf(RouterException.class);
        for (Sentence row : whole) {
            assertThat(life(row).readings()).hasSize(1);
        }
    }

    @Test
    void theTailAfterTheLastPrintIsCarriedButNotReported() {
        Sentence row = print().getLast();
        clock.advance(Duration.ofHours(1));
        String user = user(row);
        assertThat(router.reconnect(user)).isTrue();
        Life ended = life(row);
        clock.advance(Duration.ofHours(5));
        Life later = life(row);
        assertThat(later.live()).isFalse();
        assertThat(later.endMillis().orElseThrow())
                .isEqualTo(Dial.EVENING.plus(Duration.ofHours(1)).toEpochMilli());
        assertThat(later.carried()).isEqualTo(ended.carried());
        assertThat(later.reportedTotal()).isEqualTo(bytes(row));
        assertThat(later.carried().down()).isGreaterThan(bytes(row).down());
    }

    @Test
    void aResetBeginsAnotherSegmentOfTheSameLife() {
        Bytes before = bytes(print().getLast());
        Sentence row = print().getLast();
        assertThat(router.resetCounters(user(row))).isTrue();
        clock.advance(Duration.ofHours(1));
        Bytes after = bytes(print().getLast());
        Life life = life(row);
        assertThat(life.reported().orElseThrow().bytes()).isEqualTo(after);
        assertThat(life.reportedTotal()).isEqualTo(before.plus(after));
        assertThat(life.carried()).isEqualTo(before.plus(after));
    }

    @Test
    void queuesHaveLivesOfTheirOwn() {
        Dial.print(client, "/queue/simple", Field.ID, Field.NAME, Dial.BYTES);
        assertThat(router.truth()).hasSize(20).allMatch(life -> life.table() == Table.QUEUE);
    }

    /// However prints, kicks, resets and reboots follow each other: what is reported of a life
    /// never falls within a segment and never exceeds what was carried.
    @Test
    void reportedNeverExceedsCarried() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int step = 0; step < 150; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(600_000)));
            String user = router.lines().get(random.nextInt(20)).name();
            switch (random.nextInt(8)) {
                case 0 -> router.reconnect(user);
                case 1 -> router.resetCounters(user);
                case 2 -> {
                    if (random.nextInt(10) == 0) {
                        router.reboot();
                        client.close();
                        client = Dial.reader(router);
                    }
                }
                default -> print();
            }
        }
        assertThat(router.truth().size()).as("seed " + seed).isGreaterThan(20);
        for (Life life : router.truth()) {
            assertThat(life.reportedTotal().down())
                    .as("seed " + seed + " " + life)
                    .isLessThanOrEqualTo(life.carried().down());
            for (int i = 1; i < life.readings().size(); i++) {
                Reading before = life.readings().get(i - 1);
                Reading after = life.readings().get(i);
                if (before.segment() == after.segment()) {
                    assertThat(after.bytes().up())
                            .as("seed " + seed + " " + life)
                            .isGreaterThanOrEqualTo(before.bytes().up());
                }
            }
        }
    }

    private List<Sentence> print() {
        return Dial.pppoe(client).toList();
    }

    private Life life(Sentence row) {
        return router.truth().stream()
                .filter(life -> life.table() == Table.INTERFACE)
                .filter(life -> life.id() == row.id(Field.ID))
                .findFirst()
                .orElseThrow();
    }

    private static Bytes bytes(Sentence row) {
        return new Bytes(row.unsigned(Dial.TX_BYTE), row.unsigned(Dial.RX_BYTE));
    }

    private static String user(Sentence row) {
        String name = row.text(Field.NAME);
        return name.substring("<pppoe-".length(), name.length() - 1);
    }
}
