package io.lastmile.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The promise of telemetry.md under fire: simulator, collector and database are processes of their
/// own, fsync is on, and twenty times one of the latter two is killed with `kill -9` at a random
/// moment. Then the routers' clocks stand still, the collector catches up, and every life of a
/// counter is compared with what the routers gave out.
class ConservationTest {
    private static final int KILLS = 20;
    private static final String NEGATIVE =
            "select count(*) from telemetry.sample where down < 0 or up < 0";

    @TempDir Path folder;

    private final long seed = new Random().nextLong();
    private final RandomGenerator random = new Random(seed);

    @Test
    void withoutSessionEndsTheSumOfSamplesIsWhatWasReportedToTheByte() throws IOException {
        try (Site site = Site.start(folder, "--session-mean", "0", "--queue-every", "20")) {
            site.startCollector();
            site.awaitSessions(Site.LINES);
            Ledger ledger = site.ledger();

            kill(site, () -> {});
            site.settle();

            Map<Ledger.Key, Ledger.Stored> stored = ledger.sums();
            for (TrueLife life : site.truth()) {
                Ledger.Stored sums =
                        Objects.requireNonNull(
                                stored.get(life.key()),
                                () -> "seed " + seed + " nothing stored of " + life.key());
                assertThat(sums.down().add(sums.baseDown()))
                        .as("seed %d: down of %s", seed, life.key())
                        .isEqualTo(life.reportedDown());
                assertThat(sums.up().add(sums.baseUp()))
                        .as("seed %d: up of %s", seed, life.key())
                        .isEqualTo(life.reportedUp());
            }
            assertThat(ledger.count(NEGATIVE)).isZero();
        }
    }

    @Test
    void withChurnEveryLifeLiesInItsBoundsAndEveryLiveSessionIsExact() throws IOException {
        try (Site site = Site.start(folder, "--session-mean", "120", "--redial-millis", "700")) {
            site.startCollector();
            site.awaitSessions(Site.LINES * 9 / 10);
            Ledger ledger = site.ledger();

            kill(site, () -> churn(site));
            site.settle();

            checkBounds(site, ledger);
        }
    }

    private void checkBounds(Site site, Ledger ledger) {
        Map<String, TreeSet<Long>> polls = ledger.polls();
        Map<Ledger.Key, List<TrueLife>> lives = new HashMap<>();
        site.truth().forEach(l -> lives.computeIfAbsent(l.key(), any -> new ArrayList<>()).add(l));
        Map<Ledger.Key, Ledger.Stored> stored = ledger.sums();
        int live = 0;
        for (Map.Entry<Ledger.Key, List<TrueLife>> entry : lives.entrySet()) {
            Ledger.Key key = entry.getKey();
            Ledger.Stored sums =
                    stored.getOrDefault(
                            key,
                            new Ledger.Stored(
                                    BigInteger.ZERO,
                                    BigInteger.ZERO,
                                    BigInteger.ZERO,
                                    BigInteger.ZERO));
            BigInteger total = sums.down().add(sums.baseDown());
            BigInteger reported = sum(entry.getValue(), TrueLife::reportedDown);
            assertThat(total)
                    .as(() -> told("more than reported", ledger, entry))
                    .isLessThanOrEqualTo(reported);
            if (key.source() == 1) {
                TreeSet<Long> ofRouter = polls.getOrDefault(key.router(), new TreeSet<>());
                assertThat(total)
                        .as(() -> told("less than committed", ledger, entry))
                        .isGreaterThanOrEqualTo(
                                sum(entry.getValue(), l -> l.committedDown(ofRouter)));
            }
            if (entry.getValue().size() == 1 && entry.getValue().getFirst().live()) {
                live++;
                assertThat(total).as(() -> told("live", ledger, entry)).isEqualTo(reported);
            }
        }
        assertThat(lives.size()).as("churn happened").isGreaterThan(Site.LINES + 20);
        assertThat(live).as("live sessions that were compared").isGreaterThan(Site.LINES / 2);
    }

    private String told(String what, Ledger ledger, Map.Entry<Ledger.Key, List<TrueLife>> entry) {
        return "seed %d: %s of %s%nstored:%n%s%ntruth:%n%s"
                .formatted(
                        seed,
                        what,
                        entry.getKey(),
                        ledger.story(entry.getKey()),
                        entry.getValue().stream().map(l -> l.node().toString()).toList());
    }

    private static BigInteger sum(List<TrueLife> lives, Function<TrueLife, BigInteger> bytes) {
        return lives.stream().map(bytes).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private void kill(Site site, Runnable between) {
        for (int kill = 0; kill < KILLS; kill++) {
            Await.pass(Duration.ofMillis(random.nextInt(200, 2500)));
            between.run();
            if (random.nextBoolean()) {
                site.killCollector();
                Await.pass(Duration.ofMillis(random.nextInt(0, 800)));
                site.startCollector();
            } else {
                site.killDatabase();
                Await.pass(Duration.ofMillis(random.nextInt(0, 1500)));
                site.restartDatabase();
            }
        }
    }

    /// A few customers redial, a counter is reset, and now and then a whole router reboots.
    private void churn(Site site) {
        JsonNode router = site.routers().get(random.nextInt(site.routers().size()));
        String name = router.get("name").asText();
        site.tell("disconnect " + name + " " + random.nextInt(1, 10));
        if (random.nextInt(5) == 0) {
            site.tell("reboot " + name);
        }
    }
}
