package io.lastmile.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The promise of telemetry.md under fire: simulator, collector and database are processes of their
/// own, fsync is on, and twenty times one of the latter two is killed with `kill -9` at a random
/// moment, while the collector's clock jumps ahead and back by days. Then the routers' clocks stand
/// still, the collector catches up, and every life of a counter is compared with what the routers
/// gave out, in both directions.
class ConservationTest {
    private static final int KILLS = 20;

    /// How far ahead the collector's clock is from which kill on. Ahead comes first: samples of two
    /// days ago would be due to be dropped.
    private static final Map<Integer, Duration> JUMPS =
            Map.of(5, Duration.ofDays(1), 10, Duration.ofDays(-1), 15, Duration.ZERO);

    @TempDir Path folder;

    private final long seed = new Random().nextLong();
    private final RandomGenerator random = new Random(seed);
    private int resets;
    private int churns;

    @Test
    void withoutSessionEndsTheSumOfSamplesIsWhatWasReportedToTheByte() throws IOException {
        try (Site site = Site.start(folder, "--session-mean", "0", "--queue-every", "20")) {
            site.startCollector();
            site.awaitSessions(Site.LINES);
            Ledger ledger = site.ledger();

            kill(site, () -> {});
            site.settle();

            Map<Ledger.Key, Ledger.Stored> stored = ledger.sums();
            List<TrueLife> truth = site.truth();
            assertThat(truth).hasSize(Site.LINES);
            for (TrueLife life : truth) {
                assertThat(stored.getOrDefault(life.key(), Ledger.Stored.NOTHING).total())
                        .as(() -> told("exact", ledger, List.of(life)))
                        .isEqualTo(life.reported());
            }
            checkBooks(ledger);
        }
    }

    @Test
    void withChurnEveryLifeLiesInItsBoundsAndEveryLiveSessionIsExact() throws IOException {
        String[] habits = {
            "--session-mean", "120", "--redial-millis", "700", "--queue-every", "20"
        };
        try (Site site = Site.start(folder, habits)) {
            site.startCollector();
            site.awaitSessions(Site.LINES * 9 / 10);
            site.awaitQueues(Site.LINES / 20);
            Ledger ledger = site.ledger();
            List<JsonNode> lines = new ArrayList<>();
            site.tell("lines").forEach(lines::add);

            kill(site, () -> churn(site, lines));
            site.settle();

            checkBounds(site, ledger);
            checkBooks(ledger);
            assertThat(resets).as("counters that were reset").isPositive();
            assertThat(ledger.counterResets()).as("resets that were seen").isPositive();
        }
    }

    private void checkBounds(Site site, Ledger ledger) {
        List<TrueLife> truth = site.truth();
        Prints prints = new Prints(truth, ledger);
        Map<Ledger.Key, List<TrueLife>> lives =
                truth.stream().collect(Collectors.groupingBy(TrueLife::key));
        Map<Ledger.Key, Ledger.Stored> stored = ledger.sums();
        int exact = 0;
        int queues = 0;
        for (List<TrueLife> ofKey : lives.values()) {
            Ledger.Key key = ofKey.getFirst().key();
            Ledger.Stored sums = stored.getOrDefault(key, Ledger.Stored.NOTHING);
            Proven proven = Proven.of(ofKey, prints);
            Moved reported = ofKey.stream().map(TrueLife::reported).reduce(Moved.NONE, Moved::plus);
            assertThat(reported.isAtLeast(sums.total()))
                    .as(() -> told("more than reported", ledger, ofKey))
                    .isTrue();
            assertThat(sums.total().isAtLeast(proven.bytes()))
                    .as(() -> told("less than committed " + proven, ledger, ofKey))
                    .isTrue();
            assertThat(proven.isBase() || sums.base().equals(Moved.NONE))
                    .as(() -> told("a base of bytes that came later", ledger, ofKey))
                    .isTrue();
            if (ofKey.stream().allMatch(TrueLife::live) && proven.complete()) {
                exact++;
                assertThat(sums.total()).as(() -> told("live", ledger, ofKey)).isEqualTo(reported);
            }
            queues += key.source() == 2 && ofKey.size() > 1 ? 1 : 0;
        }
        assertThat(lives.size()).as("churn happened").isGreaterThan(Site.LINES + 20);
        assertThat(exact).as("live sessions that were compared").isGreaterThan(Site.LINES / 4);
        assertThat(queues).as("queues over reboots that were compared").isPositive();
        assertThat(prints.committedPrints(2)).as("lists of queues").isGreaterThan(Site.ROUTERS);
    }

    private void checkBooks(Ledger ledger) {
        assertThat(ledger.negativeSamples()).isZero();
        assertThat(ledger.daysOfPolls()).as("seed %d: the clock jumped", seed).isEqualTo(3);
        assertThat(ledger.linesWhoseDaysAreNotTheirSamples()).as("seed %d", seed).isZero();
    }

    private String told(String what, Ledger ledger, List<TrueLife> lives) {
        Ledger.Key key = lives.getFirst().key();
        return "seed %d: %s of %s%nstored:%n%s%ntruth:%n%s"
                .formatted(
                        seed,
                        what,
                        key,
                        ledger.story(key),
                        lives.stream().map(life -> life.node().toString()).toList());
    }

    /// A clock that jumps under a running collector is not believed at once; the next process
    /// begins with it.
    private void kill(Site site, Runnable between) {
        for (int kill = 0; kill < KILLS; kill++) {
            Await.pass(Duration.ofMillis(random.nextInt(200, 2500)));
            between.run();
            Optional<Duration> jump = Optional.ofNullable(JUMPS.get(kill));
            jump.ifPresent(site::setClock);
            if (jump.isPresent() || random.nextBoolean()) {
                site.killCollector();
                Await.pass(Duration.ofMillis(random.nextInt(0, 800)));
                site.startCollector();
            } else {
                site.killDatabase();
                Await.pass(Duration.ofMillis(random.nextInt(0, 1500)));
                site.restartDatabase();
            }
            if (jump.isPresent()) {
                site.awaitPolls(1);
            }
        }
    }

    /// A few customers redial, two counters are reset, and each fifth time a whole router reboots,
    /// one after the other: a second reboot before the collector has committed a longer uptime than
    /// it then sees shows by no uptime that fell, and the wall clock that could tell is jumping.
    private void churn(Site site, List<JsonNode> lines) {
        JsonNode router = site.routers().get(random.nextInt(site.routers().size()));
        String name = router.get("name").asText();
        site.tell("disconnect " + name + " " + random.nextInt(1, 10));
        reset(site, lines, true);
        reset(site, lines, false);
        if (churns % 5 == 4) {
            JsonNode next = site.routers().get(churns / 5 % site.routers().size());
            site.tell("reboot " + next.get("name").asText());
        }
        churns++;
    }

    private void reset(Site site, List<JsonNode> lines, boolean queue) {
        List<JsonNode> some =
                lines.stream().filter(line -> line.get("queue").asBoolean() == queue).toList();
        JsonNode line = some.get(random.nextInt(some.size()));
        resets += site.reset(line.get("router").asText(), line.get("name").asText()) ? 1 : 0;
    }
}
