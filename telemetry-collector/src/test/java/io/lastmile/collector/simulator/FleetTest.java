package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.Sentence;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FleetTest {
    @Test
    void aRestartedFleetIsTheSameFleet() {
        FleetConfig config = FleetConfig.demo(2, 60, Dial.SEED, Dial.evening());
        List<String> first = everything(config);
        assertThat(first).isNotEmpty().isEqualTo(everything(config));
        assertThat(everything(FleetConfig.demo(2, 60, 7, Dial.evening()))).isNotEqualTo(first);
    }

    @Test
    void theDemoHasManyPeopleUnderDifferentNames() {
        try (Fleet fleet = Fleet.start(FleetConfig.demo(30, 2_000, 1, Dial.evening()))) {
            List<DemoLine> lines = fleet.lines().toList();
            assertThat(lines).hasSize(2_000);
            Set<String> names = new HashSet<>();
            assertThat(lines).allMatch(line -> names.add(line.name()));
            assertThat(lines).anyMatch(DemoLine::queue);
            assertThat(lines)
                    .allMatch(line -> line.downBps() >= 10_000_000 && line.downBps() <= 100_000_000)
                    .allMatch(line -> !line.label().isBlank());
            assertThat(fleet.router("mirpur-10").orElseThrow().lines().getFirst().name())
                    .matches("mir\\d{4}");
            assertThat(fleet.router("mirpur-10-2")).isPresent();
        }
    }

    /// What seeds thirty days of history is what the counters would have said.
    @Test
    void historyAgreesWithTheCounters() {
        MovableClock clock = Dial.evening();
        FleetConfig config = FleetConfig.demo(1, 50, Dial.SEED, clock);
        try (Fleet fleet = Fleet.start(config.withSessionMean(Duration.ofHours(6)));
                RouterClient client = Dial.reader(fleet.routers().getFirst())) {
            SimulatedRouter router = fleet.routers().getFirst();
            int compared = 0;
            for (int day = 0; day < 40; day++) {
                long now = clock.millis();
                for (Sentence row : Dial.pppoe(client).toList()) {
                    String name = row.text(Field.NAME);
                    String user = name.substring("<pppoe-".length(), name.length() - 1);
                    History history = router.history(user);
                    long start = history.session(now).orElseThrow().startMillis();
                    Bytes bytes = history.between(start, now);
                    assertThat(row.unsigned(Dial.TX_BYTE)).isEqualTo(bytes.down());
                    assertThat(row.unsigned(Dial.RX_BYTE)).isEqualTo(bytes.up());
                    compared++;
                }
                clock.advance(Duration.ofHours(25));
            }
            assertThat(compared).isGreaterThan(1_500);
            assertThatThrownBy(() -> router.history("nobody"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theHistoryOfADayIsTheSumOfItsHours() {
        try (Fleet fleet = Fleet.start(FleetConfig.demo(1, 100, Dial.SEED, Dial.evening()))) {
            SimulatedRouter router = fleet.routers().getFirst();
            long from = Dial.EVENING.toEpochMilli();
            long hour = 3_600_000;
            for (DemoLine line : router.lines()) {
                History history = router.history(line.name());
                Bytes sum = Bytes.NONE;
                for (int i = 0; i < 24; i++) {
                    sum = sum.plus(history.between(from + i * hour, from + (i + 1) * hour));
                }
                assertThat(sum).isEqualTo(history.between(from, from + 24 * hour));
            }
        }
    }

    @Test
    void sessionsComeAndGoByThemselves() {
        MovableClock clock = Dial.evening();
        FleetConfig config = FleetConfig.demo(1, 100, Dial.SEED, clock);
        try (Fleet fleet = Fleet.start(config.withSessionMean(Duration.ofHours(1)));
                RouterClient client = Dial.reader(fleet.routers().getFirst())) {
            Set<Long> ids = new HashSet<>();
            for (int minute = 0; minute < 120; minute += 10) {
                Dial.pppoe(client).forEach(row -> ids.add(row.id(Field.ID)));
                clock.advance(Duration.ofMinutes(10));
            }
            assertThat(ids.size()).isBetween(200, 600);
        }
    }

    @Test
    void aTakenPortIsToldAndNothingStaysOpen() {
        try (Fleet first = Fleet.start(FleetConfig.demo(1, 1, 1, Dial.evening()))) {
            int taken = first.routers().getFirst().port();
            FleetConfig config = FleetConfig.demo(1, 1, 1, Dial.evening());
            FleetConfig.Network network = new FleetConfig.Network("127.0.0.1", taken, true, 1);
            assertThatThrownBy(() -> Fleet.start(config.with(network)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on")
                    .hasMessageContaining(String.valueOf(taken));
        }
    }

    private static List<String> everything(FleetConfig config) {
        try (Fleet fleet = Fleet.start(config)) {
            return fleet.routers().stream().flatMap(FleetTest::everything).toList();
        }
    }

    private static Stream<String> everything(SimulatedRouter router) {
        try (RouterClient client = Dial.reader(router)) {
            Stream<String> rows =
                    Stream.of("/system/resource", "/interface", "/ppp/active", "/queue/simple")
                            .flatMap(menu -> Dial.print(client, menu).stream())
                            .map(FleetTest::words);
            return Stream.concat(Stream.of(router.fingerprint()), rows.toList().stream());
        }
    }

    private static String words(Sentence row) {
        StringBuilder words = new StringBuilder();
        for (int word = 1; word < row.words(); word++) {
            String text = row.word(word);
            words.append(text.startsWith(".tag=") ? "" : text).append(' ');
        }
        return words.toString();
    }
}
