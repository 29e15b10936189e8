package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Random histories of billing, paying, buying, changing, crediting, taking back and waiting
/// (billing.md E: I1, I2, I5, I7, I10, I12, I13, I14). One that fails is shrunk to a shortest one
/// that still does, and printed. After each test the whole books are proven.
class BillingHistoryTest {
    private static final int HISTORIES = Integer.getInteger("hunt", 8);
    private static final int ACTS = 30;
    private static final List<String> ZONES = List.of("UTC", "Asia/Dhaka", "America/Sao_Paulo");
    private static final List<String> HOSTS = List.of("UTC", "Asia/Dhaka", "America/Los_Angeles");
    private static final MoneyLife.Way PLAIN = new MoneyLife.Way(false, false);

    private static TestApi api;
    private static List<Integer> plans = List.of();

    @BeforeAll
    static void start() {
        api = TestApi.start();
        plans = plans(api);
    }

    private static List<Integer> plans(TestApi api) {
        Desk.tax(api, "5");
        var services = new Desk(api, ZoneId.of("UTC")).services;
        return List.of(
                services.plan(700, "calendar-months", 1),
                services.plan(1_100, "calendar-months", 1),
                services.plan(333, "calendar-months", 2));
    }

    @AfterAll
    static void stop() {
        assertThat(new Desk(api, ZoneId.of("UTC")).proof().checks())
                .allSatisfy(check -> assertThat(check.differences()).as(check.name()).isEmpty());
        api.close();
    }

    private record Outcome(String wrong, String state) {}

    /// What is thrown is wrong too, so that its history is shrunk and printed like any other.
    private static Outcome outcome(List<Act> acts, String zone, MoneyLife.Way way) {
        var life = new MoneyLife(new Desk(api, ZoneId.of(zone)), way, plans);
        try {
            return new Outcome(life.live(acts), life.state());
        } catch (RuntimeException thrown) {
            return new Outcome(thrown + " in " + way, "");
        }
    }

    /// Two ways to live a history, or an empty text where they agree and nothing is wrong.
    private static String differs(List<Act> acts, String zone, MoneyLife.Way way) {
        Outcome plain = outcome(acts, zone, PLAIN);
        if (!plain.wrong().isEmpty()) {
            return plain.wrong();
        }
        Outcome other = outcome(acts, zone, way);
        if (!other.wrong().isEmpty()) {
            return way + ": " + other.wrong();
        }
        return plain.state().equals(other.state())
                ? ""
                : "%s:\n%s\nexpected:\n%s".formatted(way, other.state(), plain.state());
    }

    private static void hold(long seed, String zone, MoneyLife.Way way) {
        List<Act> acts = Act.history(new Random(seed), ACTS);
        String wrong = differs(acts, zone, way);
        if (!wrong.isEmpty()) {
            List<Act> shortest = shrunk(acts, zone, way);
            throw new AssertionError(
                    "seed %d in %s: %s%nshortest: %s"
                            .formatted(seed, zone, differs(shortest, zone, way), shortest));
        }
    }

    /// Leaves out one act after the other as long as it still fails.
    private static List<Act> shrunk(List<Act> acts, String zone, MoneyLife.Way way) {
        List<Act> now = new ArrayList<>(acts);
        for (int i = now.size() - 1; i >= 0; i--) {
            List<Act> without = new ArrayList<>(now);
            without.remove(i);
            if (!differs(without, zone, way).isEmpty()) {
                now = without;
            }
        }
        return now;
    }

    @Test
    void dayByDayIsOneJumpInEveryZone() {
        long seed = new Random().nextLong();
        for (int i = 0; i < HISTORIES; i++) {
            hold(seed + i, ZONES.get(i % ZONES.size()), new MoneyLife.Way(true, false));
        }
    }

    @Test
    void aKillBeforeEveryCommitChangesNothing() {
        long seed = new Random().nextLong();
        for (int i = 0; i < HISTORIES; i++) {
            hold(seed + i, ZONES.get(i % ZONES.size()), new MoneyLife.Way(i % 2 == 0, true));
        }
    }

    /// I14: where the machine thinks it stands, and with it each connection's own zone, is nothing
    /// to a document; the histories go through the daylight time that Dhaka had in 2009.
    @Test
    void theZoneOfTheHostIsNothingToADocument() {
        long seed = new Random().nextLong();
        TimeZone own = TimeZone.getDefault();
        List<List<String>> states = new ArrayList<>();
        try {
            for (String host : HOSTS) {
                TimeZone.setDefault(TimeZone.getTimeZone(host));
                states.add(lived(seed));
            }
        } finally {
            TimeZone.setDefault(own);
        }
        for (List<String> other : states) {
            assertThat(other).as("seed %d, hosts %s", seed, HOSTS).isEqualTo(states.getFirst());
        }
    }

    private static List<String> lived(long seed) {
        List<String> states = new ArrayList<>();
        try (TestApi host = TestApi.start()) {
            List<Integer> sold = plans(host);
            for (int i = 0; i < HISTORIES / 2; i++) {
                var desk = new Desk(host, ZoneId.of("Asia/Dhaka"));
                var life = new MoneyLife(desk, PLAIN, sold);
                assertThat(life.live(Act.history(new Random(seed + i), ACTS))).isEmpty();
                states.add(life.state());
            }
        }
        return states;
    }
}
